import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { NAS } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { desktop, office, profile, withoutConnectionsOf } from './house/office.ts';

const EVENT = `${NAS}/event`;

/** The office, where carol and dora are known, too. */
const scenario: Scenario = { ...office, users: [...(office.users ?? []), profile('carol'), profile('dora')] };

const events = (house: House, from = 0) => house.onlooker.since(from).filter(({ topic }) => topic === EVENT);

const jsonEvents = (house: House, from = 0) => events(house, from).map(({ text }) => JSON.parse(text));

/** `count` devices of carol's, connected one second after the other. */
const crowd = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    desktop('carol', { ip_address: `192.168.2.${index}`, connected_time: 1_732_789_000 + index }),
  );

const withCrowd =
  (count: number) =>
  (before: Scenario): Scenario => ({
    ...before,
    connections: [...(before.connections ?? []), ...crowd(count)],
  });

const oneEvent = (house: House, from: number) =>
  house.onlooker.until('an event', ({ topic }) => topic === EVENT, { from });

/** Of those who come from there, the others are unexpected. */
const FIRST_32 = { nas: [{ allow_networks: ['192.168.3.0/27'] }] };

const JOINED = {
  user: 'carol',
  client_type: 'desktop',
  client_version: '3.5.1',
  ip_address: '192.168.2.0',
  connected_since: expect.stringMatching(/^2024-11-28T10:16:40(\.000)?Z$/),
  unexpected: false,
};

describe.concurrent('an event', () => {
  it('is there for whoever connects and disconnects, with all its keys, and is not retained', () =>
    withHouse({ scenario }, async (house) => {
      await house.settle();
      expect(events(house)).toEqual([]);
      const from = house.onlooker.now;
      house.nas.update(withCrowd(1));
      await oneEvent(house, from);
      house.nas.update(withoutConnectionsOf('carol'));
      await house.onlooker.until('carol to leave', ({ text }) => text.includes('"disconnected"'), { from });
      await house.onlooker.quiet(2000);
      expect(jsonEvents(house, from)).toEqual([
        { event_type: 'connected', ...JOINED },
        { event_type: 'disconnected', ...JOINED },
      ]);
      for (const { retain, qos } of events(house)) expect([retain, qos]).toEqual([false, 1]);
      expect((await house.onlooker.retained()).has(EVENT)).toBe(false);
    }));

  it('says whether the address was to be expected', () =>
    withHouse({ scenario, settings: { nas: [{ allow_networks: ['192.168.1.0/24'] }] } }, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      house.nas.update(withCrowd(1));
      const { text } = await oneEvent(house, from);
      expect(JSON.parse(text)).toEqual({ event_type: 'connected', ...JOINED, unexpected: true });
    }));

  it('is not there for what a poll after a failed one finds as it was', () =>
    withHouse({ scenario }, async (house) => {
      await house.settle();
      house.nas.setFault('*', { status: 503 });
      await house.onlooker.untilRetained('no NAS', (kept) => kept.get(`${NAS}/availability`) === 'offline');
      house.nas.clearFaults();
      await house.onlooker.untilRetained('the NAS', (kept) => kept.get(`${NAS}/availability`) === 'online');
      await sleep(2000);
      expect(events(house)).toEqual([]);
    }));

  it('is not there at the first poll after a restart', () =>
    withHouse({ scenario }, async (house) => {
      await (await house.settle()).stop();
      house.nas.update(withCrowd(1));
      await house.settle();
      expect(events(house)).toEqual([]);
    }));

  it('has null where the NAS did not tell', () =>
    withHouse({ scenario }, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      house.nas.update((before) => ({
        ...before,
        connections: [...(before.connections ?? []), { user: 'carol' }],
      }));
      const { text } = await oneEvent(house, from);
      expect(JSON.parse(text)).toEqual({
        event_type: 'connected',
        user: 'carol',
        client_type: null,
        client_version: null,
        ip_address: null,
        connected_since: null,
        unexpected: false,
      });
    }));
});

describe.concurrent('many events in one poll', () => {
  it('are told one by one up to fifty', () =>
    withHouse({ scenario }, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      house.nas.update(withCrowd(50));
      await oneEvent(house, from);
      await house.onlooker.quiet(2000);
      const told = jsonEvents(house, from);
      expect(told).toHaveLength(50);
      expect(new Set(told.map(({ ip_address }) => ip_address)).size).toBe(50);
      expect(new Set(told.map(({ event_type }) => event_type))).toEqual(new Set(['connected']));
    }));

  it('are summed up when they are more', () =>
    withHouse({ scenario: withCrowd(30)(scenario), settings: FIRST_32 }, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      house.nas.update((before) => ({
        ...withoutConnectionsOf('carol')(before),
        connections: [
          ...(office.connections ?? []),
          ...Array.from({ length: 41 }, (_, index) => desktop('dora', { ip_address: `192.168.3.${index}` })),
        ],
      }));
      await oneEvent(house, from);
      await house.onlooker.quiet(2000);
      expect(jsonEvents(house, from)).toEqual([
        { event_type: 'summary', connected: 41, disconnected: 30, unexpected: 9 },
      ]);
    }));

  it('of devices that are alike in everything are as many as there are devices', () =>
    withHouse({ scenario }, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      const twin = desktop('carol');
      house.nas.update((before) => ({
        ...before,
        connections: [...(before.connections ?? []), twin, twin],
      }));
      await oneEvent(house, from);
      await house.onlooker.quiet(2000);
      expect(jsonEvents(house, from)).toHaveLength(2);
    }));
});
