import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WARN } from './house/bridge.ts';
import { BASE, deviceIds, NAS } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { withUser } from './house/office.ts';

const AVAILABILITY = `${NAS}/availability`;
const SUMMARY = 'SYNO.SynologyDrive.Connections.GetSummary';

const is = (topic: string, text: string) => (message: { topic: string; text: string }) =>
  message.topic === topic && message.text === text;

const goesOffline = (house: House, from: number) =>
  house.onlooker.until('the NAS to be unavailable', is(AVAILABILITY, 'offline'), { from });
const comesBack = (house: House, from: number) =>
  house.onlooker.until('the NAS to be available', is(AVAILABILITY, 'online'), { from });

/** The bridge itself stayed on-line. */
function expectSteady(house: House, from: number): void {
  const states = house.onlooker.since(from).filter(({ topic }) => topic === `${BASE}/bridge/state`);
  expect(states.map(({ text }) => text)).toEqual([]);
}

describe.concurrent('a NAS that is down', () => {
  it('is unavailable from its third failed poll on and not before, while the bridge stays on-line', () =>
    withHouse({ settings: { nas: [{ offline_after: 3 }] } }, async (house) => {
      await house.settle();
      const [from, asked] = [house.onlooker.now, house.asked(SUMMARY)];
      house.nas.setFault('*', { status: 503 });
      await goesOffline(house, from);
      expect(house.asked(SUMMARY) - asked).toBeGreaterThanOrEqual(3);
      expect(house.asked(SUMMARY) - asked).toBeLessThanOrEqual(5);
      expect(house.onlooker.latest(`${NAS}/connections`)).toContain('"total":2');
      house.nas.clearFaults();
      await comesBack(house, house.onlooker.now - 1);
      expectSteady(house, from);
    }));

  it('stays available through two failed polls of three', () =>
    withHouse({ settings: { nas: [{ offline_after: 3 }] } }, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      house.nas.setFault(SUMMARY, { status: 503, times: 2 });
      await sleep(5000);
      const said = house.onlooker.since(from).filter(({ text }) => text === 'offline');
      expect(said).toEqual([]);
    }));

  it('comes back by itself when it is switched on again, with what is true then', () =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      const from = house.onlooker.now;
      const scenario = await house.switchOff();
      await goesOffline(house, from);
      await house.switchOn(withUser('carol')(scenario));
      await comesBack(house, from);
      await house.onlooker.untilRetained('carol', (retained) => retained.has(`${NAS}/user/carol`));
      expectSteady(house, from);
      expect(house.nas.logIns()).toBe(1);
      expect(bridge.lines(WARN).length).toBeLessThanOrEqual(6);
    }));

  it('has its devices already while it was never up since the bridge began', () =>
    withHouse({}, async (house) => {
      const scenario = await house.switchOff();
      house.start();
      const retained = await house.onlooker.untilRetained(
        'an unavailable NAS beside an on-line bridge',
        (kept) => kept.get(AVAILABILITY) === 'offline' && kept.get(`${BASE}/bridge/state`) === 'online',
      );
      expect(deviceIds(retained)).toEqual(['synology_drive-bridge', 'synology_drive-office']);
      expect(retained.has(`${NAS}/connections`)).toBe(false);
      await house.switchOn(scenario);
      await comesBack(house, 0);
    }));

  it('keeps its users and tasks as devices over a restart of the bridge', () =>
    withHouse({}, async (house) => {
      await (await house.settle()).stop();
      const before = deviceIds(await house.onlooker.retained());
      await house.switchOff();
      const from = house.onlooker.now;
      house.start();
      await goesOffline(house, from);
      await house.onlooker.quiet(1500);
      const after = await house.onlooker.retained();
      expect(deviceIds(after)).toEqual(before);
      expect(before).toHaveLength(5);
    }));
});

describe.concurrent('a NAS that hangs', () => {
  it('never delays another', () =>
    withHouse({}, async (house) => {
      const { nas: branch, section } = await house.another('branch');
      await house.settle({ nas: [{}, section] });
      branch.setFault('*', { hang: true });
      await sleep(3000);
      for (const user of ['carol', 'dora']) {
        const from = house.onlooker.now;
        house.nas.update(withUser(user));
        const began = performance.now();
        await house.onlooker.until(user, ({ topic }) => topic === `${NAS}/user/${user}`, { from });
        expect(performance.now() - began).toBeLessThan(5000);
      }
    }));

  it('is given up after the time-out, and counts as down', () =>
    withHouse({ settings: { nas: [{ timeout: '2s' }] } }, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      house.nas.setFault('*', { hang: true });
      await goesOffline(house, from);
      house.nas.clearFaults();
      await comesBack(house, from);
      expectSteady(house, from);
    }));

  it('is not asked again before it has answered, when it is only slow', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      house.nas.setFault(SUMMARY, { delay: 2500 });
      const asked = house.asked(SUMMARY);
      await sleep(9000);
      expect(house.asked(SUMMARY) - asked).toBeGreaterThanOrEqual(2);
      expect(house.asked(SUMMARY) - asked).toBeLessThanOrEqual(5);
      expect(house.onlooker.since(from).map(({ topic }) => topic)).toEqual([]);
    }));
});
