import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { present, profile } from '../../process/cases/rows.ts';
import { accountAt } from './house/account.ts';
import type { Service } from './house/api.ts';
import { Fleet, type Member } from './house/fleet.ts';
import type { Icinga } from './house/icinga.ts';
import { startMonitoring } from './house/monitoring.ts';
import { checkOnce } from './house/rounds.ts';
import { shipped } from './house/shipped.ts';
import { Site } from './house/site.ts';

/** Names that stand in the names of services and in arguments. */
const USERS = [
  'carol',
  'john.doe',
  'OFFICE\\maria rossi',
  'erika@office.example.com',
  'jürgen müller',
  'cash$flow',
];

const scenario = (dialect: Member['dialect']): Scenario => ({
  dialect,
  ...present(...USERS.map((user, index) => profile(user, 10 + index))),
});

const firstLine = ({ last_check_result: result }: Service) => result?.output.split('\n')[0]?.trim();

describe('users with services of their own', () => {
  const site = new Site();
  let fleet: Fleet;
  let icinga: Icinga;

  beforeAll(async () => {
    fleet = await Fleet.open(1, scenario);
    const passwordFile = site.file('secrets/nas', 'monitor\n');
    const vars = (member: Member) => ({
      ...accountAt(member, site, passwordFile),
      synology_drive_users: {
        ...Object.fromEntries(USERS.map((user) => [user, {}])),
        carol: { synology_drive_quota_warning: 5, synology_drive_last_sync_critical: '1h' },
      },
    });
    const files = { 'synology-drive/users.conf': shipped('users.conf') };
    icinga = await startMonitoring({ site, fleet, vars, files });
  });

  afterAll(async () => {
    await icinga?.close();
    await fleet?.close();
    site.remove();
  });

  it('are each asked for by name, whatever it is, with thresholds of their own', async () => {
    const services = await checkOnce(icinga, 'match("synology-drive-quota-*", service.name)');
    const said = Object.fromEntries(services.map((service) => [service.name, firstLine(service)]));
    const ok = USERS.slice(1).map((user, index) => [
      `synology-drive-quota-${user}`,
      `DRIVE QUOTA OK - ${user}: ${11 + index} GiB of 100 GiB used`,
    ]);
    expect(said).toEqual({
      'synology-drive-quota-carol':
        'DRIVE QUOTA WARNING - carol: 10 % of the quota used (above 5 %). carol: 10 GiB of 100 GiB used',
      ...Object.fromEntries(ok),
    });
  });

  it('have the age of their last sync judged as well', async () => {
    const services = await checkOnce(icinga, 'match("synology-drive-last-sync-*", service.name)');
    const states = Object.fromEntries(services.map(({ name, state }) => [name, state]));
    const names = USERS.map((user) => `synology-drive-last-sync-${user}`);
    expect(states).toEqual(Object.fromEntries(names.map((name) => [name, name.endsWith('carol') ? 2 : 0])));
  });
});
