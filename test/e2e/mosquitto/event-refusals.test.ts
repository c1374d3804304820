import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WARN } from './house/bridge.ts';
import { BASE, NAS } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { withUser } from './house/office.ts';

const ID = 'bridge-under-test';
const EVENT = `${NAS}/event`;

const eventsOf = (house: House, user: string) =>
  house.onlooker.messages.filter(({ topic, text }) => topic === EVENT && text.includes(`"${user}"`));

describe.concurrent('an event that the broker does not take', () => {
  it('because it is too large is complained of once, costs no connection, and keeps no other back', () =>
    withHouse(
      {
        broker: { lines: ['max_packet_size 2500'] },
        settings: { mqtt: { discovery: false, client_id: ID } },
      },
      async (house) => {
        const bridge = await house.settle();
        house.nas.update(withUser('carol', { client_type: 'x'.repeat(3000) }));
        await bridge.says(/office\/event: it has \d+ bytes, and the broker takes 2500/, { level: WARN });
        house.nas.update(withUser('dora'));
        await house.onlooker.until('dora', ({ topic, text }) => topic === EVENT && text.includes('dora'));
        await sleep(3000);
        expect(bridge.lines(WARN)).toHaveLength(1);
        expect([house.broker.connects(ID), eventsOf(house, 'dora').length]).toEqual([1, 1]);
      },
    ));

  it('because of its ACL is complained of, and not sent again at every poll', () =>
    withHouse(
      {
        broker: {
          accounts: { bridge: 'secret' },
          acl: ['user bridge', 'topic readwrite #', `topic deny ${EVENT}`],
        },
      },
      async (house) => {
        house.folder.file('mqtt-password', 'secret\n');
        const mqtt = { username: 'bridge', password_file: 'mqtt-password' };
        const bridge = await house.settle({ mqtt });
        house.nas.update(withUser('carol'));
        await bridge.says(/does not allow this account/, { level: WARN });
        expect(house.onlooker.latest(`${BASE}/bridge/info`)).toContain('does not allow this account');
        await sleep(5000);
        expect(
          house.broker.log.split('\n').filter((line) => /Denied PUBLISH.*event/.test(line)),
        ).toHaveLength(1);
        expect(bridge.lines(WARN)).toHaveLength(1);
      },
    ));
});
