import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BIRTH, isDocument, NAS } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { withUser } from './house/office.ts';
import { documentsIn, expectOrdered, expectSpaced } from './house/order.ts';

const ours = (house: House, from: number) =>
  house.onlooker.since(from).filter(({ topic }) => topic !== BIRTH);

/** What is published after so many births, and how long the first of it took. */
async function afterBirths(house: House, births: number, between = 0) {
  const from = house.onlooker.now;
  const born = performance.now();
  for (let birth = 0; birth < births; birth += 1) {
    if (birth > 0) await sleep(between);
    await house.onlooker.beBorn(BIRTH);
  }
  await house.onlooker.until('something after the birth', ({ topic }) => topic !== BIRTH, { from });
  await house.onlooker.quiet(3000);
  const messages = ours(house, from);
  return { messages, took: (messages[0]?.at ?? 0) - born };
}

const known = async (house: House) =>
  [...(await house.onlooker.retained()).keys()].filter((topic) => topic !== BIRTH).sort();

describe.concurrent("after Home Assistant's birth message", () => {
  it('everything is published again within one to ten seconds, once and in order', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const { messages, took } = await afterBirths(house, 1);
      expect(took).toBeGreaterThanOrEqual(950);
      expect(took).toBeLessThan(10_500);
      expect(messages.map(({ topic }) => topic).sort()).toEqual(await known(house));
      expectOrdered(messages);
      for (const { topic, retain, qos } of messages) expect([topic, retain, qos]).toEqual([topic, true, 1]);
    }));

  it.each([
    ['at once', 5, 0],
    ['over a second', 5, 250],
  ])('a burst of births %s is answered once', (_, births, between) =>
    withHouse({}, async (house) => {
      await house.settle();
      const { messages } = await afterBirths(house, births, between);
      expect(messages.map(({ topic }) => topic).sort()).toEqual(await known(house));
    }),
  );

  it('no document is published twice within two seconds, however the births come', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      for (let second = 0; second < 14; second += 1) {
        await house.onlooker.beBorn(BIRTH);
        await sleep(1000);
      }
      await house.onlooker.quiet(3000);
      expectSpaced(ours(house, from));
      expect(documentsIn(ours(house, from)).length).toBeGreaterThan(0);
    }));

  it('what changes before the answer is published whole, and the answer holds it', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      house.nas.update(withUser('carol'));
      await house.onlooker.beBorn(BIRTH);
      await sleep(11_000);
      await house.onlooker.quiet(2500);
      expectSpaced(ours(house, from));
      const last = ours(house, from).findLast(({ topic }) => topic === `${NAS}/connections`);
      expect(last?.text).toContain('"total":3');
    }));

  it.each(['offline', 'ONLINE', ''])('nothing happens when it says "%s"', (text) =>
    withHouse({}, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      await house.onlooker.publish(BIRTH, text);
      await sleep(11_000);
      expect(ours(house, from)).toEqual([]);
    }),
  );

  it('another topic and another prefix are obeyed where they are configured', () =>
    withHouse(
      { settings: { mqtt: { birth_topic: 'house/assistant', discovery_prefix: 'found/here' } } },
      async (house) => {
        await house.settle();
        const from = house.onlooker.now;
        await house.onlooker.beBorn('house/assistant');
        await house.onlooker.until(
          'the document of the bridge',
          ({ topic }) => topic === 'found/here/device/synology_drive-bridge/config',
          { from, within: 11_000 },
        );
        expect([...(await house.onlooker.retained()).keys()].filter(isDocument)).toEqual([]);
      },
    ));
});
