import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { WARN } from './house/bridge.ts';
import { BASE, documentsOf, jsonOf, NAS } from './house/documents.ts';
import { HOSTILE } from './house/hostile.ts';
import { type House, PROTOCOLS, withHouse } from './house/house.ts';
import { ACCOUNTS, desktop, profile, task } from './house/office.ts';
import type { Retained } from './house/onlooker.ts';

/** All of them as users and as shares. */
const scenario: Scenario = {
  accounts: ACCOUNTS,
  connections: HOSTILE.map((user) => desktop(user)),
  syncs: HOSTILE.map((share) => task('alice', share)),
  users: ['alice', ...HOSTILE].map((user) => profile(user)),
};

const SLUG = /^[a-z0-9_]+$/;
const CONTROL = /\p{Cc}/u;
const ID = 'bridge-under-test';

const settings = {
  mqtt: { client_id: ID },
  nas: [{ name: 'Head {{ 7*7 }} / # + Office 😀', publish_clients: true }],
};

const rows = (retained: Retained, kind: 'user' | 'sync') =>
  [...retained]
    .filter(([topic]) => topic.startsWith(`${NAS}/${kind}/`))
    .map(([topic, text]) => ({ topic, row: JSON.parse(text) }));

const isComplete = (house: House) =>
  house.onlooker.untilRetained(
    'everybody to be there',
    (kept) =>
      rows(kept, 'user').length === HOSTILE.length + 1 && rows(kept, 'sync').length === HOSTILE.length,
    30_000,
  );

/** Let in once, and never thrown out. */
function expectAtPeace(house: House): void {
  expect(house.broker.connects(ID)).toBe(1);
  const trouble = house.broker.log
    .split('\n')
    .filter((line) => line.includes(ID) && /disconnect|error|malformed|protocol|denied/i.test(line));
  expect(trouble).toEqual([]);
}

describe.concurrent.each(PROTOCOLS)('with MQTT %s, names that no topic could hold', (protocol) => {
  it('lie on valid topics, each on its own, and the broker never throws the bridge out', () =>
    withHouse({ protocol, scenario, settings }, async (house) => {
      const bridge = await house.settle();
      const retained = await isComplete(house);
      for (const topic of retained.keys())
        for (const level of topic.split('/'))
          expect(level).toMatch(topic.startsWith(BASE) ? SLUG : /^[A-Za-z0-9_-]+$/);
      expect(
        rows(retained, 'user')
          .map(({ row }) => row.user)
          .sort(),
      ).toEqual(['alice', ...HOSTILE].sort());
      expect(
        rows(retained, 'sync')
          .map(({ row }) => row.share_name)
          .sort(),
      ).toEqual([...HOSTILE].sort());
      await sleep(2500);
      expectAtPeace(house);
      expect(bridge.lines(WARN).map(({ text }) => text)).toEqual([]);
    }));

  it('survive a restart of the broker', () =>
    withHouse({ protocol, scenario, settings }, async (house) => {
      await house.settle();
      await isComplete(house);
      await house.broker.stop();
      house.broker.forget();
      await house.broker.start();
      await isComplete(house);
      await house.onlooker.quiet(2000);
      expect(house.broker.connects(ID)).toBe(2);
    }));
});

describe.concurrent('devices with hostile names', () => {
  it('are all there and different, with their names as they are but for control characters', () =>
    withHouse({ scenario, settings }, async (house) => {
      await house.settle();
      await isComplete(house);
      const documents = documentsOf(await house.onlooker.retained());
      expect(documents.size).toBe(2 + 1 + 2 * HOSTILE.length);
      const all = [...documents];
      expect(new Set(all.map(([, { device }]) => device.identifiers[0])).size).toBe(all.length);
      const names = all.map(([, { device }]) => device.name);
      expect(names.filter((name) => CONTROL.test(name))).toEqual([]);
      const nas = settings.nas[0]?.name;
      for (const name of HOSTILE.filter((one) => !CONTROL.test(one) && one.trim() !== '')) {
        expect(names).toContain(`${nas} ${name}`);
        expect(names).toContain(`${nas} ${name} (alice)`);
      }
      const components = all.flatMap(([, document]) => Object.values(document.components));
      for (const key of ['unique_id', 'default_entity_id']) {
        const values = components.map((one) => one[key]);
        expect(new Set(values).size).toBe(values.length);
        expect(values.filter((value) => !/^[A-Za-z0-9_.-]+$/.test(String(value)))).toEqual([]);
      }
    }));

  it('are listed and told of as they are', () =>
    withHouse({ scenario, settings }, async (house) => {
      await house.settle();
      const retained = await isComplete(house);
      const { clients } = jsonOf(retained, `${NAS}/clients`) as { clients: { user: string }[] };
      expect(clients.map(({ user }) => user).sort()).toEqual([...HOSTILE].sort());
      const from = house.onlooker.now;
      house.nas.update((now) => ({ ...now, connections: (now.connections ?? []).slice(1) }));
      const event = await house.onlooker.until('an event', ({ topic }) => topic === `${NAS}/event`, { from });
      expect(JSON.parse(event.text)).toMatchObject({ event_type: 'disconnected', user: 'a/b' });
    }));
});

describe.concurrent('two spellings of one user', () => {
  it('are one user, for DSM does not tell them apart', () =>
    withHouse(
      {
        scenario: {
          accounts: ACCOUNTS,
          connections: [desktop('Alice'), desktop('ALICE', { client_type: 'mobile' })],
          users: [profile('Alice'), profile('ALICE')],
        },
      },
      async (house) => {
        await house.settle();
        const found = rows(await house.onlooker.retained(), 'user');
        expect(found.map(({ topic }) => topic)).toEqual([`${NAS}/user/alice`]);
        expect(found[0]?.row.connections).toBe(2);
      },
    ));
});
