import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { BASE, NAS } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { dsmOffice, office } from './house/office.ts';

const SUMMARY = 'SYNO.SynologyDrive.Connections.GetSummary';

/** What happens within so many milliseconds. */
async function within(house: House, milliseconds: number) {
  const from = house.onlooker.now;
  await sleep(milliseconds);
  return house.onlooker.since(from).map(({ topic, text }) => [topic, text]);
}

describe.concurrent('a cycle in which nothing changes', () => {
  it.each([
    ['documented', office, SUMMARY],
    ['dsm', dsmOffice, 'SYNO.SynologyDrive.Connection.summary'],
  ])('publishes nothing, in the dialect %s', (_, scenario, question) =>
    withHouse({ scenario }, async (house) => {
      await house.settle();
      const asked = house.asked(question);
      expect(await within(house, 6000)).toEqual([]);
      expect(house.asked(question) - asked).toBeGreaterThanOrEqual(4);
    }),
  );

  it('publishes nothing while the NAS stays down', () =>
    withHouse({}, async (house) => {
      await house.settle();
      await house.switchOff();
      await house.onlooker.untilRetained('no NAS', (kept) => kept.get(`${NAS}/availability`) === 'offline');
      await house.onlooker.quiet(2000);
      expect(await within(house, 6000)).toEqual([]);
    }));

  it('publishes nothing where the NAS lists the same rows in another order', () =>
    withHouse({}, async (house) => {
      await house.settle();
      house.nas.update((scenario) => ({
        ...scenario,
        connections: [...(scenario.connections ?? [])].reverse(),
        users: [...(scenario.users ?? [])].reverse(),
      }));
      expect(await within(house, 4000)).toEqual([]);
    }));
});

/** Everybody whom a client or a task names, with an account that Drive does not know. */
const strangers: readonly (readonly [string, Scenario])[] = [
  ['documented', { ...office, users: (office.users ?? []).filter(({ user }) => user !== 'alice') }],
  ['dsm', { ...dsmOffice, users: (dsmOffice.users ?? []).filter(({ user }) => user !== 'alice') }],
];

describe.concurrent('a user whom clients and tasks name and the NAS does not know', () => {
  it.each(strangers)('comes or goes, and not at every poll, in the dialect %s', (_, scenario) =>
    withHouse({ scenario }, async (house) => {
      house.start();
      await house.onlooker.untilRetained(
        'the NAS',
        (kept) => kept.get(`${NAS}/availability/profiles`) === 'online',
      );
      await sleep(3000);
      expect(await within(house, 4000)).toEqual([]);
    }),
  );
});

describe.concurrent('a cycle in which one thing changes', () => {
  it('publishes that and nothing else', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      house.nas.update((scenario) => ({
        ...scenario,
        syncs: (scenario.syncs ?? []).map((row) => ({ ...row, files_synced: 151 })),
      }));
      await house.onlooker.until('the task', ({ text }) => text.includes('"files_synced":151'), { from });
      await house.onlooker.quiet(2500);
      expect(house.onlooker.since(from).map(({ topic }) => topic)).toEqual([
        expect.stringMatching(`^${NAS}/sync/alice_plans_[0-9a-f]{8}$`),
      ]);
    }));

  it('asks for profiles no oftener than it was told', () =>
    withHouse({ settings: { nas: [{ profile_interval: '4s' }] } }, async (house) => {
      await house.settle();
      const [profiles, polls] = [house.asked('SYNO.SynologyDrive.UserProfile.Get'), house.asked(SUMMARY)];
      await sleep(8500);
      // Two users, two or three rounds.
      const asked = house.asked('SYNO.SynologyDrive.UserProfile.Get') - profiles;
      expect(asked).toBeGreaterThanOrEqual(4);
      expect(asked).toBeLessThanOrEqual(6);
      expect(house.asked(SUMMARY) - polls).toBeGreaterThanOrEqual(6);
    }));

  it('logs in once, and calls nothing that the NAS does not announce', () =>
    withHouse({}, async (house) => {
      await house.settle();
      await sleep(3000);
      expect([house.nas.logIns(), house.nas.unannounced(), house.nas.sessions()]).toEqual([1, 0, 1]);
      expect(house.nas.requests.filter(({ queryParameters }) => queryParameters.length > 0)).toEqual([]);
      expect((await house.onlooker.retained()).get(`${BASE}/bridge/state`)).toBe('online');
    }));
});
