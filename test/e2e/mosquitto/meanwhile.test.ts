import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BASE, deviceIds, documentsOf, NAS, rowOf } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { renaming, withoutUser, withUser } from './house/office.ts';
import type { Retained } from './house/onlooker.ts';

const USERS = /^synology_drive-office-user-(.+)$/;

const users = (retained: Retained) => deviceIds(retained).flatMap((id) => USERS.exec(id)?.[1] ?? []);

const untilUsers = (house: House, expected: readonly string[]) =>
  house.onlooker.untilRetained(
    `the users ${expected.join(', ')}`,
    (kept) =>
      users(kept).join() === expected.join() && expected.every((user) => kept.has(`${NAS}/user/${user}`)),
    40_000,
  );

/** No topic of somebody who has gone. */
function expectNoTraceOf(retained: Retained, user: string): void {
  expect(
    [...retained.keys()].filter((topic) => topic.includes(`user/${user}`) || topic.includes(`user-${user}`)),
  ).toEqual([]);
}

describe.concurrent('what happens while the bridge is down', () => {
  it('is made up for: users who came, went and were renamed', () =>
    withHouse({}, async (house) => {
      await (await house.settle()).stop();
      house.nas.update(withoutUser('bert'));
      house.nas.update(renaming('alice', 'alicia'));
      house.nas.update(withUser('carol'));
      house.start();
      const retained = await untilUsers(house, ['alicia', 'carol']);
      for (const user of ['alice', 'bert']) expectNoTraceOf(retained, user);
      // The old name's task has gone, as far as anybody can tell; the new name's is there.
      expect(rowOf(retained, 'sync', { user: 'alice' })?.row).toMatchObject({ status: null, problem: true });
      expect(rowOf(retained, 'sync', { user: 'alicia' })?.row).toMatchObject({
        status: 'syncing',
        problem: false,
      });
    }));

  it('is made up for after a kill -9, too', () =>
    withHouse({}, async (house) => {
      await (await house.settle()).kill();
      house.nas.update(withoutUser('bert'));
      house.nas.update(withUser('carol'));
      house.start();
      expectNoTraceOf(await untilUsers(house, ['alice', 'carol']), 'bert');
    }));

  it('is made up for: a NAS with another name keeps its entities', () =>
    withHouse({}, async (house) => {
      await (await house.settle()).stop();
      const before = documentsOf(await house.onlooker.retained());
      await house.settle({ nas: [{ name: 'Head Office' }] });
      const after = documentsOf(await house.onlooker.retained());
      expect([...after.keys()]).toEqual(expect.arrayContaining([...before.keys()]));
      expect(after.get('synology_drive-office')?.device.name).toBe('Head Office');
      expect(after.get('synology_drive-office-user-alice')?.device.name).toBe('Head Office alice');
      const ids = (documents: typeof before) =>
        [...documents.values()]
          .flatMap(({ components }) => Object.values(components).map((one) => one.unique_id))
          .sort();
      expect(ids(after)).toEqual(ids(before));
    }));

  it('is made up for: a NAS that was taken out of the configuration leaves nothing behind', () =>
    withHouse({}, async (house) => {
      const { section } = await house.another('branch');
      await (await house.settle({ nas: [{}, section] })).stop();
      const before = await house.onlooker.retained();
      expect(deviceIds(before).filter((id) => id.startsWith('synology_drive-branch'))).toHaveLength(4);
      await house.settle();
      const after = await house.onlooker.untilRetained('nothing of the branch', (kept) =>
        [...kept.keys()].every((topic) => !topic.includes('branch')),
      );
      expect(deviceIds(after)).toEqual(deviceIds(before).filter((id) => !id.includes('branch')));
      expect(after.get(`${NAS}/availability`)).toBe('online');
    }));

  it('is made up for: clients that are not to be published any more', () =>
    withHouse({}, async (house) => {
      await (await house.settle({ nas: [{ publish_clients: true }] })).stop();
      expect((await house.onlooker.retained()).has(`${NAS}/clients`)).toBe(true);
      await house.settle();
      await house.onlooker.untilRetained('no addresses', (kept) => !kept.has(`${NAS}/clients`));
    }));

  it('is made up for: discovery that was switched off', () =>
    withHouse({}, async (house) => {
      await (await house.settle()).stop();
      await house.settle({ mqtt: { discovery: false } });
      await house.onlooker.untilRetained('no documents', (kept) => deviceIds(kept).length === 0);
      expect((await house.onlooker.retained()).get(`${NAS}/availability`)).toBe('online');
    }));
});

describe.concurrent('what happens while the broker is down', () => {
  it('is made up for: users who came, went and were renamed', () =>
    withHouse({}, async (house) => {
      await house.settle();
      await house.broker.stop();
      house.nas.update(withoutUser('bert'));
      house.nas.update(renaming('alice', 'alicia'));
      house.nas.update(withUser('carol'));
      await sleep(4000);
      await house.broker.start();
      const retained = await untilUsers(house, ['alicia', 'carol']);
      for (const user of ['alice', 'bert']) expectNoTraceOf(retained, user);
    }));

  it('is made up for: a user who went, though the bridge was killed before the broker came back', () =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      await house.broker.stop();
      house.nas.update(withoutUser('bert'));
      await sleep(4000);
      await bridge.kill();
      house.start();
      await sleep(2500);
      await house.broker.start();
      expectNoTraceOf(await untilUsers(house, ['alice']), 'bert');
    }));

  it('is made up for: a NAS taken out of the configuration, with a start that never reached the broker', () =>
    withHouse({}, async (house) => {
      const { section } = await house.another('branch');
      await (await house.settle({ nas: [{}, section] })).stop();
      await house.broker.stop();
      const bridge = house.start();
      await sleep(3000);
      await bridge.kill();
      await house.broker.start();
      house.start();
      const after = await house.onlooker.untilRetained(
        'nothing of the branch',
        (kept) =>
          [...kept.keys()].every((topic) => !topic.includes('branch')) &&
          kept.get(`${BASE}/bridge/state`) === 'online',
      );
      expect(deviceIds(after)).toContain('synology_drive-office');
    }));
});
