import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestRecord } from '../../../src/simulator/records.ts';
import { accountAt } from './house/account.ts';
import { type Service, STATES } from './house/api.ts';
import { Fleet, type Member } from './house/fleet.ts';
import type { Icinga } from './house/icinga.ts';
import { startMonitoring } from './house/monitoring.ts';
import { PASSWORD, phase } from './house/phases.ts';
import { ProcessWatch } from './house/process-watch.ts';
import { Site } from './house/site.ts';

const HOSTS = 20;
/** Five services a host. */
const SERVICES = 100;
const SECONDS = 60;

const isSummary = ({ method = '' }: RequestRecord) => /^(?:GetSummary|summary)$/.test(method);

const troubles = (services: readonly Service[]) =>
  services.flatMap(({ __name, last_check_result: result }) =>
    result && result.state !== 0 ? `${__name} ${STATES[result.state]} ${result.output}` : [],
  );

describe('a hundred services that are checked every second, for a minute', () => {
  const site = new Site();
  const watch = new ProcessWatch(100);
  const trouble = new Set<string>();
  let fleet: Fleet;
  let icinga: Icinga;

  beforeAll(async () => {
    fleet = await Fleet.open(HOSTS, (dialect) => phase('OK', dialect));
    const passwordFile = site.file('secrets/nas', `${PASSWORD}\n`);
    const vars = (member: Member) => ({
      ...accountAt(member, site, passwordFile),
      synology_drive_skip: ['clients'],
    });
    icinga = await startMonitoring({ site, fleet, vars });
    await icinga.api.modify('true', { check_interval: 1, retry_interval: 1 });
    // Icinga spreads first checks over a minute; these come now.
    await icinga.api.check('true');
    const end = performance.now() + SECONDS * 1000;
    while (performance.now() < end) {
      for (const words of troubles(await icinga.api.services())) trouble.add(words);
      await sleep(1000);
    }
  });

  afterAll(async () => {
    watch.stop();
    await icinga?.close();
    await fleet?.close();
    site.remove();
  });

  it('are all checked again and again, and are all well all the time', async () => {
    const services = await icinga.api.services();
    expect(services).toHaveLength(SERVICES);
    const late = Date.now() / 1000 - 5;
    expect(services.filter(({ last_check }) => last_check < late)).toEqual([]);
    expect([...trouble]).toEqual([]);
    // Two of the five ask for the summary, once a run. A machine that has other work may be slower.
    const runs = fleet.members.map(({ nas }) => nas.requests.filter(isSummary).length / 2);
    expect(runs.filter((count) => count < SECONDS / 3)).toEqual([]);
  });

  it('log in once for each NAS, and ask no NAS what it does not announce', () => {
    expect(fleet.members.map(({ nas }) => nas.logIns())).toEqual(fleet.members.map(() => 1));
    expect(fleet.members.map(({ nas }) => nas.unannounced())).toEqual(fleet.members.map(() => 0));
  });

  it('leave neither a zombie nor a lock behind', async () => {
    await icinga.api.modify('true', { enable_active_checks: false });
    await sleep(3000);
    expect([...watch.commandLines].some((line) => line.includes(site.plugins))).toBe(true);
    expect([...watch.neglectful].filter((line) => line.includes(site.path))).toEqual([]);
    const kept = readdirSync(site.sessions);
    expect(kept.filter((name) => name.startsWith('account-'))).not.toEqual([]);
    expect(kept.filter((name) => /\.lock|\.tmp/.test(name))).toEqual([]);
  });
});
