import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BIRTH, deviceIds, documentTopic, jsonOf, NAS, rowOf } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { office, withoutUser, withUser } from './house/office.ts';

const BERT = `${NAS}/user/bert`;
const BERTS_DEVICE = documentTopic('synology_drive-office-user-bert');

const isGone = (house: House, ...topics: string[]) =>
  house.onlooker.untilRetained(
    `${topics.join(' and ')} to be gone`,
    (kept) => !topics.some((topic) => kept.has(topic)),
  );

const tasksDevice = (ids: readonly string[]) => ids.find((id) => id.includes('-sync-')) ?? 'none';

describe.concurrent('a task that has gone', () => {
  it('is null and a problem, and forgotten when its time has come', () =>
    withHouse({ settings: { nas: [{ forget_after: '6s' }] } }, async (house) => {
      await house.settle();
      house.nas.update((scenario) => ({ ...scenario, syncs: [] }));
      const missing = {
        user: 'alice',
        share_name: 'plans',
        status: null,
        files_synced: null,
        bytes_synced: null,
        problem: true,
      };
      const retained = await house.onlooker.untilRetained(
        'a task without values',
        (kept) => rowOf(kept, 'sync', { problem: true }) !== undefined,
      );
      const found = rowOf(retained, 'sync', { problem: true });
      expect(found?.row).toMatchObject(missing);
      expect(String(found?.row.remedy)).not.toBe('null');
      const device = documentTopic(tasksDevice(deviceIds(retained)));
      expect(retained.has(device)).toBe(true);
      expect(jsonOf(retained, `${NAS}/sync`)).toMatchObject({ tasks: 0, syncing: 0 });
      await isGone(house, found?.topic ?? '', device);
    }));

  it('is null and a problem also after a restart of the bridge', () =>
    withHouse({}, async (house) => {
      await (await house.settle()).stop();
      house.nas.update((scenario) => ({ ...scenario, syncs: [] }));
      await house.settle();
      const retained = await house.onlooker.retained();
      expect(rowOf(retained, 'sync', { user: 'alice' })?.row).toMatchObject({ status: null, problem: true });
      expect(deviceIds(retained)).toHaveLength(5);
    }));

  it('is well as soon as it is there again', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const before = rowOf(await house.onlooker.retained(), 'sync', { user: 'alice' });
      house.nas.update((scenario) => ({ ...scenario, syncs: [] }));
      await house.onlooker.untilRetained(
        'a problem',
        (kept) => rowOf(kept, 'sync', { problem: true }) !== undefined,
      );
      house.nas.update((scenario) => ({ ...scenario, syncs: office.syncs ?? [] }));
      const after = await house.onlooker.untilRetained(
        'no problem',
        (kept) => rowOf(kept, 'sync', { problem: false }) !== undefined,
      );
      expect(rowOf(after, 'sync', { user: 'alice' })).toEqual(before);
    }));
});

/** Lets the bridge remove a device, and all settle. */
async function removeBert(house: House) {
  const bridge = await house.settle();
  house.nas.update(withoutUser('bert'));
  await isGone(house, BERT, BERTS_DEVICE);
  await sleep(2500);
  return bridge;
}

/** Home Assistant comes up, and is shown the device that is gone. */
async function shown(house: House): Promise<void> {
  const from = house.onlooker.now;
  await house.onlooker.beBorn(BIRTH);
  const isBert = ({ topic, text }: { topic: string; text: string }) => topic === BERTS_DEVICE && text !== '';
  await house.onlooker.until('bert to be shown', isBert, { from });
}

describe.concurrent('a device that was removed', () => {
  it('is shown once more and removed again three seconds later whenever Home Assistant comes up', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const document = (await house.onlooker.retained()).get(BERTS_DEVICE);
      house.nas.update(withoutUser('bert'));
      await isGone(house, BERT, BERTS_DEVICE);
      await sleep(2500);
      const from = house.onlooker.now;
      await house.onlooker.beBorn(BIRTH);
      const ofBert = ({ topic, text }: { topic: string; text: string }) =>
        topic === BERTS_DEVICE && text === '';
      await house.onlooker.until('bert to be removed again', ofBert, { from, within: 25_000 });
      const seen = house.onlooker.since(from).filter(({ topic }) => topic === BERTS_DEVICE);
      expect(seen.map(({ text }) => text)).toEqual([document, '']);
      expect((seen[1]?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThanOrEqual(2950);
      expect((await house.onlooker.retained()).has(BERTS_DEVICE)).toBe(false);
    }));

  it('is removed again also by a bridge that was restarted since', () =>
    withHouse({}, async (house) => {
      const bridge = await removeBert(house);
      await bridge.kill();
      await house.settle();
      const from = house.onlooker.now;
      await shown(house);
      await house.onlooker.until('bert removed', ({ topic, text }) => topic === BERTS_DEVICE && text === '', {
        from,
      });
    }));

  it('is shown and removed once more after a lost connection: a birth in that time nobody heard', () =>
    withHouse({}, async (house) => {
      await removeBert(house);
      await house.broker.kill();
      await house.broker.start();
      await house.onlooker.ready();
      const from = house.onlooker.now;
      const ofBert = ({ topic }: { topic: string }) => topic === BERTS_DEVICE;
      const isEmpty = (message: { topic: string; text: string }) => ofBert(message) && message.text === '';
      await house.onlooker.until('bert to be removed again', isEmpty, { from });
      const seen = house.onlooker.since(from).filter(ofBert);
      expect(seen.map(({ text }) => text === '')).toEqual([false, true]);
    }));

  it('stays away when the bridge is killed between showing it and removing it again', () =>
    withHouse({}, async (house) => {
      const bridge = await removeBert(house);
      await shown(house);
      await bridge.kill();
      expect((await house.onlooker.retained()).has(BERTS_DEVICE)).toBe(true);
      house.start();
      await isGone(house, BERTS_DEVICE);
    }));

  it('stays when its user comes back between that', () =>
    withHouse({}, async (house) => {
      await removeBert(house);
      await shown(house);
      house.nas.update(withUser('bert'));
      await house.onlooker.untilRetained('bert', (kept) => kept.has(BERT));
      await sleep(5000);
      expect((await house.onlooker.retained()).has(BERTS_DEVICE)).toBe(true);
    }));
});
