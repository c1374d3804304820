import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { deviceIds, NAS, rowOf } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { office, task } from './house/office.ts';
import type { Retained } from './house/onlooker.ts';

/** Alice has two tasks. */
const scenario: Scenario = { ...office, syncs: [task('alice', 'plans'), task('alice', 'photos')] };

/** One task has gone, one has come, one carries another name. */
const withOtherTasks = (before: Scenario): Scenario => ({
  ...before,
  syncs: [task('alice', 'pictures'), task('bert', 'letters')],
});

const rows = (kept: Retained) => [...kept.keys()].filter((topic) => topic.startsWith(`${NAS}/sync/`));
const devices = (kept: Retained) => deviceIds(kept).filter((id) => id.includes('-sync-'));

const isThere = (kept: Retained, share_name: string, problem: boolean) =>
  rowOf(kept, 'sync', { share_name, problem }) !== undefined;

/** What has come is there and well, what has gone is there and a problem. */
const isUpToDate = (kept: Retained) =>
  ['pictures', 'letters'].every((share) => isThere(kept, share, false)) &&
  ['plans', 'photos'].every((share) => isThere(kept, share, true)) &&
  devices(kept).length === 4;

async function expectMadeUpFor(house: House): Promise<void> {
  const kept = await house.onlooker.untilRetained('the tasks as they are now', isUpToDate, 40_000);
  expect(rowOf(kept, 'sync', { share_name: 'photos' })?.row).toMatchObject({ user: 'alice', status: null });
  expect(rowOf(kept, 'sync', { share_name: 'letters' })?.row).toMatchObject({
    user: 'bert',
    status: 'syncing',
  });
}

/** Those that have gone are forgotten in their time, the others stay. */
const isForgotten = (house: House) =>
  house.onlooker.untilRetained(
    'the new tasks alone',
    (kept) =>
      rows(kept).length === 2 &&
      devices(kept).length === 2 &&
      ['pictures', 'letters'].every((share) => isThere(kept, share, false)) &&
      devices(kept).every((id) => /pictures|letters/.test(id)),
    40_000,
  );

describe.concurrent('tasks that came, went and were renamed', () => {
  it('while the bridge was down are made up for', () =>
    withHouse({ scenario }, async (house) => {
      await (await house.settle()).stop();
      house.nas.update(withOtherTasks);
      const bridge = house.start();
      await expectMadeUpFor(house);
      await bridge.stop();
      house.start({ nas: [{ forget_after: '4s' }] });
      await isForgotten(house);
    }));

  it('while the bridge was dead are made up for', () =>
    withHouse({ scenario }, async (house) => {
      await (await house.settle()).kill();
      house.nas.update(withOtherTasks);
      house.start();
      await expectMadeUpFor(house);
    }));

  it('while the broker was down are made up for', () =>
    withHouse({ scenario }, async (house) => {
      await house.settle();
      await house.broker.stop();
      house.nas.update(withOtherTasks);
      await sleep(4000);
      await house.broker.start();
      await expectMadeUpFor(house);
    }));

  it('while the broker was down longer than anything is remembered leave nothing behind', () =>
    withHouse({ scenario, settings: { nas: [{ forget_after: '3s' }] } }, async (house) => {
      await house.settle();
      await house.broker.stop();
      house.nas.update(withOtherTasks);
      await sleep(6000);
      await house.broker.start();
      await isForgotten(house);
    }));
});
