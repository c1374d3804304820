import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BRIDGE, type Expected } from './expected.ts';
import { mqttComplaints } from './log.ts';
import { Office } from './office.ts';
import { readRetained } from './retained.ts';
import { expectedOf, isWell, readShown } from './shown.ts';

const SOON = { timeout: 60_000, interval: 1000 };

const unavailable = (shown: Expected) =>
  Object.keys(shown).filter((key) => shown[key]?.state === 'unavailable');

/** All but those that are disabled. */
const live = (shown: Expected) => Object.keys(shown).filter((key) => shown[key]?.state !== 'disabled');

/** What says whether something else is there: it is always available, or it could never say that it is not. */
const isConnectivity = (key: string, ...devices: string[]) =>
  devices.some((device) => key === `${device}: binary_sensor connected`);

describe('a house in which everything has been set up', () => {
  let office: Office;
  let allWell: Expected;

  const shown = () => readShown(office.ha);
  /** What is expected to be unavailable is so, and nothing else. */
  const isAway = (gone: (key: string) => boolean) =>
    expect
      .poll(async () => unavailable(await shown()).sort(), SOON)
      .toEqual(live(allWell).filter(gone).sort());

  beforeAll(async () => {
    office = await Office.open();
    allWell = expectedOf(office);
  });

  beforeEach(() => isWell(office));

  afterAll(() => office?.close());

  it('is right again after a restart of Home Assistant', async () => {
    await office.ha.restart();
    await isWell(office);
  });

  it('is unavailable without its broker, and right again with it', async () => {
    await office.broker.stop();
    await isAway(() => true);
    await office.broker.start();
    await isWell(office);
  });

  it('is right again when the broker comes back with nothing', async () => {
    const documents = () => readRetained(office.broker.url, 'homeassistant/device/+/config');
    const before = [...(await documents()).keys()].sort();
    expect(before.length).toBe(25);
    await office.broker.stop();
    office.broker.forget();
    await office.broker.start();
    await isWell(office);
    await expect.poll(async () => [...(await documents()).keys()].sort(), SOON).toEqual(before);
    await office.ha.restart();
    await isWell(office);
  });

  it.each([
    ['stopped', () => office.bridge.stop()],
    ['killed', () => office.bridge.kill()],
  ])('shows that the bridge was %s, and is right again after it was started', async (_, end) => {
    const names = [BRIDGE, ...office.nases.map(({ name }) => name)];
    await end();
    await isAway((key) => !isConnectivity(key, ...names));
    expect(await shown()).toHaveProperty([`${BRIDGE}: binary_sensor connected`, 'state'], 'off');
    office.bridge.start();
    await isWell(office);
  });

  it('does not take old values for new when Home Assistant was restarted without the bridge', async () => {
    await office.bridge.kill();
    await office.ha.restart();
    const names = [BRIDGE, ...office.nases.map(({ name }) => name)];
    await isAway((key) => !isConnectivity(key, ...names));
    office.bridge.start();
    await isWell(office);
  });

  it('shows that a NAS is gone and nothing is wrong with the other, and is right again with it', async () => {
    await office.dsm.close();
    const { name } = office.dsm;
    await isAway((key) => key.startsWith(name) && !isConnectivity(key, name));
    expect(await shown()).toHaveProperty([`${name}: binary_sensor connected`, 'state'], 'off');
    await office.dsm.startAgain();
    await isWell(office);
  });

  it('shows what one API does not tell any more as unavailable, and nothing else', async () => {
    const { name, simulator } = office.documented;
    simulator.setFault('SYNO.SynologyDrive.ShareSync.*', { code: 105 });
    const ofTasks = /\): |: sensor (tasks|idle|syncing|paused|error|stalled|other)$/;
    await isAway((key) => key.startsWith(name) && ofTasks.test(key));
    expect(await shown()).toHaveProperty([`${name}: binary_sensor problem`, 'state'], 'on');
    simulator.clearFaults();
    await isWell(office);
  });

  it('has given Home Assistant nothing to complain about all the while', () => {
    // It was this test that took the broker away.
    const others = mqttComplaints(office.ha.log).filter((line) => !line.includes('The connection was lost'));
    expect(others).toEqual([]);
  });
});
