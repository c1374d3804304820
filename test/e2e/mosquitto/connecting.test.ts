import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BASE, BIRTH, documentTopic, NAS } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { dsmOffice, withUser } from './house/office.ts';
import { documentsIn, expectOrdered, expectSpaced } from './house/order.ts';

const ours = (house: House, from: number) =>
  house.onlooker.since(from).filter(({ topic }) => topic !== BIRTH);

describe.concurrent('when the bridge connects', () => {
  it('a birth that the broker has retained makes no document come twice within two seconds', () =>
    withHouse({}, async (house) => {
      await house.onlooker.publish(BIRTH, 'online', { retain: true });
      await house.settle();
      await sleep(11_000);
      expectSpaced(ours(house, 0));
    }));

  it('everything comes in order again after an outage of the broker', () =>
    withHouse({}, async (house) => {
      await house.settle();
      await house.broker.stop();
      house.broker.forget();
      await sleep(1500);
      const from = house.onlooker.now;
      await house.broker.start();
      await house.onlooker.untilRetained(
        'the bridge',
        (kept) => kept.get(`${NAS}/availability`) === 'online',
        40_000,
      );
      await house.onlooker.quiet(1500);
      const messages = house.onlooker.messages.slice(from);
      expectOrdered(
        messages.filter(({ topic, text }) => !(topic === `${BASE}/bridge/state` && text === 'offline')),
      );
    }));

  it('keeps two seconds between a document and what a NAS makes of it that answers at last', () =>
    withHouse({ scenario: dsmOffice }, async (house) => {
      const scenario = await house.switchOff();
      house.start();
      const isNas = ({ topic }: { topic: string }) => topic === documentTopic('synology_drive-office');
      await house.onlooker.until('the NAS, as far as it is known', isNas);
      await house.switchOn(scenario);
      await house.onlooker.until('its answers', ({ topic }) => topic === `${NAS}/connections`);
      await house.onlooker.quiet(2500);
      const ofNas = ours(house, 0).filter(isNas);
      expect(ofNas).toHaveLength(2);
      expectSpaced(ours(house, 0));
    }));

  it('publishes a document again only when its text has changed', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      house.nas.update(withUser('carol'));
      await house.onlooker.until('carol', ({ topic }) => topic.includes('user-carol'), { from });
      await house.onlooker.quiet(1500);
      expect(documentsIn(ours(house, from)).map(({ topic }) => topic)).toEqual([
        'homeassistant/device/synology_drive-office-user-carol/config',
      ]);
    }));
});
