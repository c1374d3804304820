import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { deviceIds, documentTopic, jsonOf, NAS } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { dsmOffice, withoutConnectionsOf, withoutUser, withUser } from './house/office.ts';

const BERT = `${NAS}/user/bert`;
const BERTS_DEVICE = documentTopic('synology_drive-office-user-bert');

const withForgetAfter = (forget_after: string) => ({ settings: { nas: [{ forget_after }] } });

const isGone = (house: House, ...topics: string[]) =>
  house.onlooker.untilRetained(
    `${topics.join(' and ')} to be gone`,
    (kept) => !topics.some((topic) => kept.has(topic)),
  );

describe.concurrent('a user who disconnects', () => {
  it('keeps row and device', () =>
    withHouse({}, async (house) => {
      await house.settle();
      house.nas.update(withoutConnectionsOf('bert'));
      await house.onlooker.untilRetained(
        'bert without connections',
        (kept) => kept.get(BERT)?.includes('"connections":0') === true,
      );
      await sleep(3000);
      const retained = await house.onlooker.retained();
      expect(jsonOf(retained, BERT)).toMatchObject({ user: 'bert', connections: 0, problem: false });
      expect(retained.has(BERTS_DEVICE)).toBe(true);
    }));

  it('keeps them over a restart of the bridge', () =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      house.nas.update(withoutConnectionsOf('bert'));
      await house.onlooker.untilRetained(
        'bert without connections',
        (kept) => kept.get(BERT)?.includes('"connections":0') === true,
      );
      await bridge.stop();
      await house.settle();
      const retained = await house.onlooker.retained();
      expect(jsonOf(retained, BERT)).toMatchObject({ user: 'bert', connections: 0, quota_unlimited: true });
      expect(retained.has(BERTS_DEVICE)).toBe(true);
    }));

  it('is forgotten when nobody has seen them for the time that was given', () =>
    withHouse(withForgetAfter('6s'), async (house) => {
      await house.settle();
      const gone = performance.now();
      house.nas.update(withoutConnectionsOf('bert'));
      await isGone(house, BERT, BERTS_DEVICE);
      // Counted from when bert was last seen, which may be two seconds ago.
      expect(performance.now() - gone).toBeGreaterThan(2500);
      expect((await house.onlooker.retained()).has(`${NAS}/user/alice`)).toBe(true);
    }));

  it('is forgotten at once when the NAS says that there is no such user', () =>
    withHouse({}, async (house) => {
      await house.settle();
      house.nas.update(withoutUser('bert'));
      await isGone(house, BERT, BERTS_DEVICE);
      const documents = deviceIds(await house.onlooker.retained());
      expect(documents).toHaveLength(4);
    }));

  it('is forgotten when they have gone from the list of a NAS that has one', () =>
    withHouse({ scenario: dsmOffice, ...withForgetAfter('3s') }, async (house) => {
      await house.settle();
      const carol = [`${NAS}/user/carol`, documentTopic('synology_drive-office-user-carol')];
      expect((await house.onlooker.retained()).has(carol[0] ?? '')).toBe(true);
      house.nas.update(withoutUser('carol'));
      await isGone(house, ...carol);
    }));

  it('comes back as who they were', () =>
    withHouse(withForgetAfter('2s'), async (house) => {
      await house.settle();
      const before = (await house.onlooker.retained()).get(BERTS_DEVICE);
      house.nas.update(withoutUser('bert'));
      await isGone(house, BERT, BERTS_DEVICE);
      await sleep(2500);
      house.nas.update(withUser('bert'));
      const retained = await house.onlooker.untilRetained(
        'bert',
        (kept) => kept.has(BERT) && kept.has(BERTS_DEVICE),
      );
      expect(retained.get(BERTS_DEVICE)).toBe(before);
    }));
});
