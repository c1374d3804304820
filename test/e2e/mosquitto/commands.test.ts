import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BASE, NAS } from './house/documents.ts';
import { type House, PROTOCOLS, type Settings, withHouse } from './house/house.ts';
import { withUser } from './house/office.ts';

const SUMMARY = 'SYNO.SynologyDrive.Connections.GetSummary';
const REFRESH = `${NAS}/refresh/set`;

/** Polls so seldom that what happens is for a command. */
const seldom: Settings = { nas: [{ interval: '5m', profile_interval: '5m' }] };

/** Sends a command, and says how many polls it brought within two seconds. */
async function press(house: House, topic = REFRESH, payload = 'PRESS'): Promise<number> {
  const asked = house.asked(SUMMARY);
  await house.onlooker.publish(topic, payload);
  await sleep(2000);
  return house.asked(SUMMARY) - asked;
}

describe.concurrent.each(PROTOCOLS)('with MQTT %s, the command to refresh', (protocol) => {
  it('polls at once, and not again within ten seconds', () =>
    withHouse({ protocol, settings: seldom }, async (house) => {
      await house.settle();
      house.nas.update(withUser('carol'));
      const from = house.onlooker.now;
      expect(await press(house)).toBe(1);
      const seen = house.onlooker.since(from).map(({ topic }) => topic);
      expect(seen).toContain(`${NAS}/connections`);
      expect([await press(house), await press(house)]).toEqual([0, 0]);
      await sleep(5000);
      expect(await press(house)).toBe(1);
    }));

  it('for the bridge polls every NAS', () =>
    withHouse({ protocol, settings: seldom }, async (house) => {
      const { nas: branch, section } = await house.another('branch');
      const [own = {}] = seldom.nas ?? [];
      await house.settle({ nas: [own, { ...own, ...section }] });
      const asked = branch.requests.length;
      expect(await press(house, `${BASE}/bridge/refresh/set`)).toBe(1);
      expect(branch.requests.length).toBeGreaterThan(asked);
    }));
});

describe.concurrent('a command that is none', () => {
  it.each(['', 'press', 'PRESSED', '{"press":true}'])('is ignored: "%s"', (payload) =>
    withHouse({ settings: seldom }, async (house) => {
      const bridge = await house.settle();
      expect(await press(house, REFRESH, payload)).toBe(0);
      expect(bridge.running).toBe(true);
    }),
  );

  it('is ignored when the broker had it retained', () =>
    withHouse({ settings: seldom }, async (house) => {
      await house.onlooker.publish(REFRESH, 'PRESS', { retain: true });
      await house.onlooker.publish(`${BASE}/bridge/refresh/set`, 'PRESS', { retain: true });
      await house.settle();
      await sleep(2000);
      expect(house.asked(SUMMARY)).toBe(1);
    }));

  it('for a NAS that is not there is ignored', () =>
    withHouse({ settings: seldom }, async (house) => {
      await house.settle();
      expect(await press(house, `${BASE}/nowhere/refresh/set`)).toBe(0);
    }));
});
