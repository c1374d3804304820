import { describe, expect, it } from 'vitest';
import { WARN } from './house/bridge.ts';
import { BASE, deviceIds, NAS } from './house/documents.ts';
import { type House, PROTOCOLS, withHouse } from './house/house.ts';
import { ACCOUNTS, desktop, profile } from './house/office.ts';

const ID = 'bridge-under-test';
const NAMES = Array.from({ length: 40 }, (_, index) => `user${index}`);

const scenario = {
  accounts: ACCOUNTS,
  connections: NAMES.map((name) => desktop(name)),
  users: NAMES.map((name) => profile(name)),
};

const settings = { mqtt: { client_id: ID }, nas: [{ profile_interval: '5m' }] };

const isComplete = (house: House) =>
  house.onlooker.untilRetained(
    'everybody',
    (kept) =>
      NAMES.every((name) => kept.has(`${NAS}/user/${name}`)) && deviceIds(kept).length === NAMES.length + 2,
    40_000,
  );

describe.concurrent.each(PROTOCOLS)('with MQTT %s, a broker', (protocol) => {
  it('that takes one message at a time gets them all', () =>
    withHouse(
      { protocol, scenario, settings, broker: { lines: ['max_inflight_messages 1'] } },
      async (house) => {
        const bridge = await house.settle();
        await isComplete(house);
        expect(house.broker.connects(ID)).toBe(1);
        expect(bridge.lines(WARN)).toEqual([]);
      },
    ));

  it('that is slow to answer gets them all', () =>
    withHouse({ protocol, scenario, settings }, async (house) => {
      const bridge = house.start();
      await house.onlooker.until('the bridge', ({ topic }) => topic === `${BASE}/bridge/state`);
      for (let round = 0; round < 4; round += 1) {
        house.broker.freeze();
        await new Promise((done) => setTimeout(done, 1000));
        house.broker.thaw();
        await new Promise((done) => setTimeout(done, 300));
      }
      await isComplete(house);
      expect(house.broker.connects(ID)).toBe(1);
      expect(bridge.lines(WARN)).toEqual([]);
    }));
});

describe.concurrent('a broker that takes small messages only', () => {
  it('is not sent larger ones, is not left by the bridge, and is complained about', () =>
    withHouse({ settings, broker: { lines: ['max_packet_size 2500'] } }, async (house) => {
      const bridge = await house.settle();
      await bridge.says(/synology_drive-office\/config: it has \d+ bytes, and the broker takes 2500/, {
        level: WARN,
      });
      const retained = await house.onlooker.retained();
      expect(retained.get(`${NAS}/availability`)).toBe('online');
      expect(retained.has(`${NAS}/user/alice`)).toBe(true);
      expect(house.broker.connects(ID)).toBe(1);
    }));
});
