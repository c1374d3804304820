import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultScenario } from '../../../src/simulator/default-scenario.ts';
import { dsmScenario } from '../../../src/simulator/dsm-scenario.ts';
import { mqttComplaints } from './log.ts';
import { Office } from './office.ts';
import { readRetained } from './retained.ts';
import { isWell } from './shown.ts';
import { readThings } from './things.ts';

const SOON = { timeout: 60_000, interval: 1000 };

/** What one dialect can tell of a NAS, its users and its tasks, and the other cannot: ends of unique ids. */
const ONLY_DOCUMENTED = ['web', 'last_sync', 'file_count', 'folder_count'];
const ONLY_DSM = ['sharesync', 'linked', 'stale'];

describe('a NAS that speaks another dialect after an update', () => {
  let office: Office;

  const metrics = async () => {
    const things = await readThings(office.ha);
    const own = things.filter(({ uniqueId }) => uniqueId.includes('-office-'));
    return new Set(own.map(({ uniqueId }) => uniqueId.slice(uniqueId.lastIndexOf('-') + 1)));
  };
  const hasOf = async (names: readonly string[]) => {
    const there = await metrics();
    return names.filter((name) => there.has(name));
  };

  beforeAll(async () => {
    office = await Office.open();
    await isWell(office);
  });

  afterAll(() => office?.close());

  it('leaves no entity that it cannot tell of any more', async () => {
    expect(await hasOf(ONLY_DOCUMENTED)).toEqual(ONLY_DOCUMENTED);
    expect(await hasOf(ONLY_DSM)).toEqual([]);
    await office.documented.become(dsmScenario);
    await expect.poll(() => hasOf(ONLY_DSM), SOON).toEqual(ONLY_DSM);
    await expect.poll(() => hasOf(ONLY_DOCUMENTED), SOON).toEqual([]);
  });

  it('leaves none in a Home Assistant that was not running then', async () => {
    await office.ha.stop();
    await office.documented.become(defaultScenario);
    const connections = () => readRetained(office.broker.url, 'synology_drive/office/connections');
    await expect.poll(async () => [...(await connections()).values()].join(), SOON).toContain('"web":');
    await office.ha.start();
    await expect.poll(() => hasOf(ONLY_DOCUMENTED), SOON).toEqual(ONLY_DOCUMENTED);
    await expect.poll(() => hasOf(ONLY_DSM), SOON).toEqual([]);
  });

  it('gives Home Assistant nothing to complain about', () => {
    expect(mqttComplaints(office.ha.log)).toEqual([]);
  });
});
