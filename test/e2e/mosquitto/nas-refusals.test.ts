import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WARN } from './house/bridge.ts';
import { BASE, jsonOf, NAS } from './house/documents.ts';
import { type House, type Plan, withHouse } from './house/house.ts';

const AVAILABILITY = `${NAS}/availability`;
const PROBES = ['connections', 'clients', 'sync', 'profiles'];
const SUMMARY = 'SYNO.SynologyDrive.Connections.GetSummary';

const isAvailable = (house: House) =>
  house.onlooker.untilRetained('an available NAS', (retained) => retained.get(AVAILABILITY) === 'online');

/** Everything that was said since, of whatever is available or not. */
const saidOff = (house: House, from: number) =>
  house.onlooker
    .since(from)
    .filter(({ text }) => text === 'offline')
    .map(({ topic }) => topic);

describe.concurrent('a session that has ended', () => {
  it.each([
    ['106, timed out', (house: House) => house.nas.expireSessions()],
    ['107, interrupted', (house: House) => house.nas.interruptSessions()],
  ])('is replaced by one log-in and nothing becomes unavailable: %s', (_, end) =>
    withHouse({}, async (house) => {
      await house.settle();
      const [from, logIns, asked] = [house.onlooker.now, house.nas.logIns(), house.asked(SUMMARY)];
      end(house);
      await sleep(4000);
      expect(house.nas.logIns() - logIns).toBe(1);
      expect(house.asked(SUMMARY) - asked).toBeGreaterThanOrEqual(2);
      expect(saidOff(house, from)).toEqual([]);
    }),
  );

  it('is replaced by one log-in where the NAS does not know it at all (119)', () =>
    withHouse({}, async (house) => {
      await house.settle();
      await house.switchOn(await house.switchOff());
      await sleep(4000);
      expect(house.nas.logIns()).toBe(1);
      await isAvailable(house);
    }));
});

/** Every probe is unavailable; the NAS itself has answered, if only by refusing. */
const knowsNothing = (house: House) =>
  house.onlooker.untilRetained('nothing to be available of the NAS', (kept) =>
    PROBES.every((probe) => kept.get(`${AVAILABILITY}/${probe}`) === 'offline'),
  );
const knowsEverything = (house: House) =>
  house.onlooker.untilRetained('everything to be available of the NAS', (kept) =>
    PROBES.every((probe) => kept.get(`${AVAILABILITY}/${probe}`) === 'online'),
  );

const wrong: Plan = { settings: { nas: [{ password_file: 'wrong-password' }] } };

/** Starts with a password that the NAS refuses, and waits until it has. */
async function refused(house: House) {
  house.folder.file('wrong-password', 'wrong\n');
  const bridge = house.start();
  await bridge.says(/wrong password/);
  await knowsNothing(house);
  return bridge;
}

describe.concurrent('a log-in that is refused', () => {
  it('is not repeated, and the NAS says what to do', () =>
    withHouse(wrong, async (house) => {
      const bridge = await refused(house);
      await sleep(5000);
      expect(house.nas.logIns()).toBe(1);
      const retained = await house.onlooker.retained();
      expect(retained.get(`${BASE}/bridge/state`)).toBe('online');
      const { problem, message, remedy } = jsonOf(retained, `${NAS}/problem`);
      expect([problem, message, remedy]).toEqual([
        true,
        expect.stringContaining('wrong password'),
        expect.stringMatching(/password/i),
      ]);
      expect(bridge.lines(WARN).length).toBeLessThanOrEqual(5);
    }));

  it('is not repeated when the password changes meanwhile, and works at once with the new one', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const logIns = house.nas.logIns();
      const accounts = [{ name: 'monitor', password: 'a new one' }];
      house.nas.update((scenario) => ({ ...scenario, accounts }));
      house.nas.expireSessions();
      await knowsNothing(house);
      await sleep(4000);
      expect(house.nas.logIns() - logIns).toBe(1);
      house.folder.file('nas-password', 'a new one\n');
      await knowsEverything(house);
      expect(house.nas.logIns() - logIns).toBe(2);
    }));

  it('is not repeated after a restart with the same password', () =>
    withHouse(wrong, async (house) => {
      for (const _ of [1, 2, 3]) {
        const bridge = await refused(house);
        await sleep(1500);
        expect((await bridge.stop()).code).toBe(0);
      }
      expect(house.nas.logIns()).toBe(1);
    }));

  it('claims nothing of a NAS that it does not ask', () =>
    withHouse(wrong, async (house) => {
      await (await refused(house)).stop();
      await house.switchOff();
      const from = house.onlooker.now;
      await house.start().says(/the bridge starts/);
      await sleep(4000);
      const said = house.onlooker.since(from).filter(({ topic }) => topic === AVAILABILITY);
      expect(said.map(({ text }) => text)).not.toContain('online');
    }));
});
