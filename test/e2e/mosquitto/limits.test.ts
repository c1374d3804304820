import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { BASE, deviceIds, jsonOf, NAS } from './house/documents.ts';
import { withHouse } from './house/house.ts';
import { ACCOUNTS, desktop, profile } from './house/office.ts';
import type { Retained } from './house/onlooker.ts';

const crowd = (count: number): Scenario => {
  const names = Array.from({ length: count }, (_, index) => `user${String(index).padStart(3, '0')}`);
  return {
    accounts: ACCOUNTS,
    connections: names.map((name) => desktop(name)),
    users: names.map((name) => profile(name)),
  };
};

const rows = (retained: Retained) =>
  [...retained.keys()].filter((topic) => topic.startsWith(`${NAS}/user/`)).length;
const devices = (retained: Retained) => deviceIds(retained).filter((id) => id.includes('-user-')).length;

describe.concurrent('publish_clients', () => {
  it('publishes each connection when it is true', () =>
    withHouse({ settings: { nas: [{ publish_clients: true }] } }, async (house) => {
      await house.settle();
      const row = {
        client_version: '3.5.1',
        connected_since: expect.stringMatching(/^2024-11-28T10:00:00(\.000)?Z$/),
      };
      expect(jsonOf(await house.onlooker.retained(), `${NAS}/clients`)).toEqual({
        total: 2,
        truncated: false,
        clients: [
          { user: 'alice', client_type: 'desktop', ip_address: '192.168.1.100', ...row },
          { user: 'bert', client_type: 'mobile', ip_address: '198.51.100.7', ...row },
        ],
      });
    }));

  it('publishes no name with its address when it is false', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const retained = await house.onlooker.retained();
      expect(retained.has(`${NAS}/clients`)).toBe(false);
      expect([...retained.values()].filter((text) => text.includes('198.51.100.7'))).toEqual([]);
    }));

  it('publishes two hundred rows at most, and says that there are more', () =>
    withHouse(
      {
        scenario: crowd(230),
        settings: { nas: [{ publish_clients: true, user_devices: 0, profile_interval: '5m' }] },
      },
      async (house) => {
        await house.settle();
        const { total, truncated, clients } = jsonOf(await house.onlooker.retained(), `${NAS}/clients`);
        expect([total, truncated]).toEqual([230, true]);
        expect(clients).toHaveLength(200);
      },
    ));
});

describe.concurrent('user_devices', () => {
  it('limits the devices, not the rows, and is spoken of', () =>
    withHouse({ scenario: crowd(12), settings: { nas: [{ user_devices: 5 }] } }, async (house) => {
      const bridge = await house.settle();
      const retained = await house.onlooker.retained();
      expect([rows(retained), devices(retained)]).toEqual([12, 5]);
      const info = JSON.stringify(jsonOf(retained, `${BASE}/bridge/info`));
      expect(info).toMatch(/user_devices/);
      expect(info).toMatch(/\b12\b/);
      expect(bridge.running).toBe(true);
    }));

  it('says nothing where it is enough', () =>
    withHouse({ scenario: crowd(5), settings: { nas: [{ user_devices: 5 }] } }, async (house) => {
      await house.settle();
      const retained = await house.onlooker.retained();
      expect([rows(retained), devices(retained)]).toEqual([5, 5]);
      expect(jsonOf(retained, `${BASE}/bridge/info`).last_error).toBe(null);
    }));

  it('makes no device of a user when it is 0', () =>
    withHouse({ scenario: crowd(5), settings: { nas: [{ user_devices: 0 }] } }, async (house) => {
      await house.settle();
      const retained = await house.onlooker.retained();
      expect([rows(retained), devices(retained)]).toEqual([5, 0]);
    }));

  it('takes the devices away that are too many after a restart, and keeps the same ones', () =>
    withHouse({ scenario: crowd(8) }, async (house) => {
      await (await house.settle()).stop();
      expect(devices(await house.onlooker.retained())).toBe(8);
      const bridge = await house.settle({ nas: [{ user_devices: 3 }] });
      const few = await house.onlooker.untilRetained('three devices', (kept) => devices(kept) === 3);
      await bridge.stop();
      await house.settle({ nas: [{ user_devices: 3 }] });
      const after = await house.onlooker.retained();
      expect(deviceIds(after)).toEqual(deviceIds(few));
      expect(rows(after)).toBe(8);
    }));
});

describe.concurrent('include and exclude', () => {
  it('choose whose rows and devices there are', () =>
    withHouse(
      {
        scenario: crowd(6),
        settings: { nas: [{ include_users: ['/^user00[0-3]$/'], exclude_users: ['user002'] }] },
      },
      async (house) => {
        await house.settle();
        const retained = await house.onlooker.retained();
        const names = ['user000', 'user001', 'user003'];
        expect([...retained.keys()].filter((topic) => topic.startsWith(`${NAS}/user/`)).sort()).toEqual(
          names.map((name) => `${NAS}/user/${name}`),
        );
        expect(devices(retained)).toBe(3);
        expect(jsonOf(retained, `${NAS}/connections`)).toMatchObject({ total: 6 });
      },
    ));
});
