import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { WARN } from './house/bridge.ts';
import { BASE, BIRTH, NAS } from './house/documents.ts';
import { type House, PROTOCOLS, withHouse } from './house/house.ts';
import { withUser } from './house/office.ts';
import type { Retained } from './house/onlooker.ts';

/** What the broker keeps, but for what may differ from one connection to the next. */
const lasting = (retained: Retained) => {
  const { [`${BASE}/bridge/info`]: _, ...rest } = Object.fromEntries(retained);
  return rest;
};

/** Stops the broker, lets the bridge notice, and starts it again. */
async function restart(house: House, meanwhile: () => void = () => undefined): Promise<void> {
  await house.broker.stop();
  await sleep(2500);
  meanwhile();
  await house.broker.start();
}

describe.concurrent.each(PROTOCOLS)('with MQTT %s', (protocol) => {
  it('keeps trying while the broker is down, says so once, and publishes when it comes', () =>
    withHouse({ protocol, brokerDown: true }, async (house) => {
      const bridge = house.start();
      const complaint = await bridge.says(/broker/i, { level: WARN });
      await sleep(6000);
      expect(bridge.running).toBe(true);
      expect(complaint.text).toContain(String(house.broker.portOf()));
      expect(bridge.lines(WARN).map(({ text }) => text)).toEqual([complaint.text]);
      await house.broker.start();
      await house.onlooker.ready();
      await house.onlooker.untilRetained(
        'the NAS to be available',
        (retained) =>
          retained.get(`${BASE}/bridge/state`) === 'online' &&
          retained.get(`${NAS}/availability`) === 'online',
        40_000,
      );
      expect(bridge.lines(WARN)).toHaveLength(1);
    }));

  it('publishes everything again when the broker comes back emptied', () =>
    withHouse({ protocol }, async (house) => {
      const bridge = await house.settle();
      const before = lasting(await house.onlooker.retained());
      await restart(house, () => house.broker.forget());
      await house.onlooker.untilRetained(
        'everything to be there again',
        (retained) => Object.keys(lasting(retained)).length >= Object.keys(before).length,
        40_000,
      );
      await house.onlooker.quiet(1500);
      expect(lasting(await house.onlooker.retained())).toEqual(before);
      expect(bridge.running).toBe(true);
    }));

  it('brings a broker that was away up to date with what happened meanwhile', () =>
    withHouse({ protocol }, async (house) => {
      await house.settle();
      await restart(house, () => house.nas.update(withUser('carol')));
      const retained = await house.onlooker.untilRetained(
        'carol to be counted and listed',
        (kept) =>
          kept.get(`${NAS}/connections`)?.includes('"total":3') === true && kept.has(`${NAS}/user/carol`),
        40_000,
      );
      expect(JSON.parse(retained.get(`${NAS}/connections`) ?? '')).toMatchObject({ total: 3, desktop: 2 });
      await house.onlooker.untilRetained(
        'the bridge to be on-line',
        (kept) => kept.get(`${BASE}/bridge/state`) === 'online',
      );
    }));

  it('hears commands and births again after an outage', () =>
    withHouse(
      { protocol, settings: { nas: [{ interval: '5m', profile_interval: '5m' }] } },
      async (house) => {
        await house.settle();
        await restart(house);
        await house.onlooker.ready();
        const online = ({ topic, text }: { topic: string; text: string }) =>
          topic === `${BASE}/bridge/state` && text === 'online';
        await house.onlooker.until('the bridge to be back', online, {
          from: house.onlooker.now - 1,
          within: 40_000,
        });
        await house.onlooker.quiet(1500);
        house.nas.update(withUser('carol'));
        const from = house.onlooker.now;
        await house.onlooker.publish(`${NAS}/refresh/set`, 'PRESS');
        await house.onlooker.until('carol', ({ topic }) => topic === `${NAS}/user/carol`, { from });
        await house.onlooker.beBorn(BIRTH);
        await house.onlooker.until('everything again', online, { from });
      },
    ));

  it('says of one outage that the broker was lost and why, no more, and when it is over', () =>
    withHouse({ protocol }, async (house) => {
      const bridge = await house.settle();
      const before = bridge.log.length;
      await house.broker.stop();
      await bridge.says(/broker/i, { level: WARN, from: before });
      await sleep(5000);
      const during = bridge.log.length;
      // That it was lost, and why it cannot be had again.
      const complaints = bridge.log.slice(before).filter(({ level }) => level >= WARN).length;
      expect(complaints).toBeLessThanOrEqual(2);
      await house.broker.start();
      await bridge.says(/broker/i, { from: during, within: 40_000 });
      expect(bridge.log.slice(before).filter(({ level }) => level >= WARN)).toHaveLength(complaints);
    }));
});

describe.concurrent('a broker that was killed', () => {
  it('gets everything again, though it had not saved it', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const before = lasting(await house.onlooker.retained());
      await house.broker.kill();
      house.broker.forget();
      await house.broker.start();
      await house.onlooker.untilRetained(
        'everything to be there again',
        (retained) => Object.keys(lasting(retained)).length >= Object.keys(before).length,
        40_000,
      );
      await house.onlooker.quiet(1500);
      expect(lasting(await house.onlooker.retained())).toEqual(before);
    }));

  it('gets everything again from a bridge that was away, too', () =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      const before = lasting(await house.onlooker.retained());
      await bridge.stop();
      await house.broker.kill();
      house.broker.forget();
      await house.broker.start();
      await house.onlooker.ready();
      expect(lasting(await house.onlooker.retained())).toEqual({});
      await house.settle();
      expect(lasting(await house.onlooker.retained())).toEqual(before);
    }));
});
