import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BASE, BIRTH, deviceIds, documentTopic, NAS } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { withoutUser, withUser } from './house/office.ts';

const OURS = 'synology-drive-monitoring';

/** A document as somebody may have left it on the broker. */
const document = (id: string, origin: string, base: string) =>
  JSON.stringify({
    device: { identifiers: [id], name: id },
    origin: { name: origin },
    components: {
      total: { platform: 'sensor', unique_id: `${id}-total`, state_topic: `${base}/office/connections` },
    },
    availability: [{ topic: `${base}/bridge/state` }],
    availability_mode: 'all',
  });

const FOREIGN: Readonly<Record<string, string>> = {
  [documentTopic('zigbee_0x1')]: document('zigbee_0x1', 'zigbee2mqtt', 'zigbee2mqtt'),
  // Somebody else's, though it sounds like ours.
  [documentTopic('synology_drive-office-user-zoe')]: document(
    'synology_drive-office-user-zoe',
    'another',
    BASE,
  ),
  // Of ours by its id and its origin, and by its topics another bridge's.
  [documentTopic('synology_drive-office-user-yan')]: document(
    'synology_drive-office-user-yan',
    OURS,
    'synology_drive_2',
  ),
  // Other bridges' of this program, whose base topics begin as ours does.
  [documentTopic('home-office')]: document('home-office', OURS, 'home'),
  [documentTopic('synology_drive_2-office')]: document('synology_drive_2-office', OURS, 'synology_drive_2'),
  [documentTopic('synology_drive2-bridge')]: document('synology_drive2-bridge', OURS, 'synology_drive2'),
  'homeassistant/sensor/old/config': JSON.stringify({ state_topic: `${BASE}/x`, unique_id: 'x' }),
  'homeassistant/device/broken/config': '{"origin":',
  [documentTopic('synology_drive-broken')]: 'no JSON at all',
  'synology_drive_2/bridge/state': 'online',
};

async function plant(house: House, messages: Readonly<Record<string, string>>): Promise<void> {
  for (const [topic, text] of Object.entries(messages))
    await house.onlooker.publish(topic, text, { retain: true });
}

async function expectForeignUntouched(house: House): Promise<void> {
  const retained = await house.onlooker.retained();
  expect(Object.fromEntries([...retained].filter(([topic]) => topic in FOREIGN))).toEqual(FOREIGN);
  const touched = house.onlooker.messages.filter(
    ({ topic, text }) => topic in FOREIGN && text !== FOREIGN[topic],
  );
  expect(touched).toEqual([]);
}

describe.concurrent('a bridge that has lost its state', () => {
  it('sweeps what was its own, and touches nothing foreign', () =>
    withHouse({}, async (house) => {
      await plant(house, FOREIGN);
      house.nas.update(withUser('carol'));
      await (await house.settle()).stop();
      rmSync(`${house.folder.path}/state`, { recursive: true });
      house.nas.update(withoutUser('carol'));
      await house.settle();
      const retained = await house.onlooker.untilRetained(
        'no device of carol',
        (kept) => !deviceIds(kept).includes('synology_drive-office-user-carol'),
      );
      expect(deviceIds(retained)).toContain('synology_drive-office-user-alice');
      await expectForeignUntouched(house);
    }));

  it('sweeps the devices of a NAS that it does not have any more', () =>
    withHouse({}, async (house) => {
      const orphans = ['synology_drive-branch', 'synology_drive-branch-user-zoe'];
      await plant(
        house,
        Object.fromEntries(orphans.map((id) => [documentTopic(id), document(id, OURS, BASE)])),
      );
      await plant(house, FOREIGN);
      await house.settle();
      await house.onlooker.untilRetained(
        'no orphans',
        (kept) => !orphans.some((id) => kept.has(documentTopic(id))),
      );
      await expectForeignUntouched(house);
    }));

  it('sweeps nobody of a NAS that is down, for they may be there still', () =>
    withHouse({}, async (house) => {
      await (await house.settle()).stop();
      const before = deviceIds(await house.onlooker.retained());
      rmSync(`${house.folder.path}/state`, { recursive: true });
      const scenario = await house.switchOff();
      house.start();
      await house.onlooker.untilRetained('no NAS', (kept) => kept.get(`${NAS}/availability`) === 'offline');
      await sleep(4000);
      expect(deviceIds(await house.onlooker.retained())).toEqual(before);
      await house.switchOn(withoutUser('bert')(scenario));
      await house.onlooker.untilRetained(
        'no bert',
        (kept) => !deviceIds(kept).includes('synology_drive-office-user-bert'),
      );
    }));

  it('sweeps nothing while it knows everything, however often it starts', () =>
    withHouse({}, async (house) => {
      await plant(house, FOREIGN);
      for (const _ of [1, 2]) await (await house.settle()).stop();
      await expectForeignUntouched(house);
    }));
});

describe.concurrent('a document that a person has cleared', () => {
  const alice = documentTopic('synology_drive-office-user-alice');

  it('is not fought, not at a poll and not at a birth', () =>
    withHouse({}, async (house) => {
      await house.settle();
      await house.onlooker.publish(alice, '', { retain: true });
      await sleep(4000);
      const from = house.onlooker.now;
      await house.onlooker.beBorn(BIRTH);
      await house.onlooker.until('the answer', ({ topic }) => topic === `${NAS}/availability`, { from });
      await house.onlooker.quiet(2000);
      expect((await house.onlooker.retained()).has(alice)).toBe(false);
      const documents = house.onlooker.since(from).filter(({ topic }) => topic === alice);
      expect(documents.filter(({ text }) => text !== '')).toEqual([]);
    }));

  it('is not fought after a restart of the bridge, nor after one of the broker', () =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      await house.onlooker.publish(alice, '', { retain: true });
      await sleep(1000);
      await bridge.kill();
      await house.settle();
      expect((await house.onlooker.retained()).has(alice)).toBe(false);
      await house.broker.stop();
      await house.broker.start();
      await house.onlooker.untilRetained(
        'the bridge again',
        (kept) => kept.get(`${BASE}/bridge/state`) === 'online',
        40_000,
      );
      await house.onlooker.quiet(1500);
      expect((await house.onlooker.retained()).has(alice)).toBe(false);
    }));

  it('comes back with the next structural change', () =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      await house.onlooker.publish(alice, '', { retain: true });
      await sleep(2000);
      await bridge.stop();
      await house.settle({ nas: [{ name: 'Head Office' }] });
      const retained = await house.onlooker.untilRetained('alice again', (kept) => kept.has(alice));
      expect(JSON.parse(retained.get(alice) ?? '').device.name).toBe('Head Office alice');
    }));
});
