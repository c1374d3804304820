import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'mqtt';
import { describe, expect, it } from 'vitest';
import { WARN } from './house/bridge.ts';
import type { BrokerOptions } from './house/broker-options.ts';
import { BASE, isDocument, NAS } from './house/documents.ts';
import { type House, PROTOCOLS, withHouse } from './house/house.ts';

const PASSWORD = 'broker password 91aa';
const ID = 'bridge-under-test';
const mqtt = { username: 'bridge', password_file: 'mqtt-password', client_id: ID };

const accounts = { bridge: PASSWORD };

const isOnline = (house: House) =>
  house.onlooker.untilRetained(
    'the bridge to be on-line',
    (retained) => retained.get(`${BASE}/bridge/state`) === 'online' && retained.has(`${NAS}/connections`),
    60_000,
  );

/** Starts a bridge with a password that the broker refuses, and waits until it has said so. */
async function refused(house: House) {
  house.folder.file('mqtt-password', 'wrong\n');
  const bridge = house.start({ mqtt });
  const { text } = await bridge.says(/password|credential|not authori[sz]ed/i, { level: WARN });
  expect(text).toMatch(/broker/i);
  await sleep(5000);
  expect(bridge.running).toBe(true);
  expect(bridge.lines(WARN).filter((line) => /password|credential|authori/i.test(line.text))).toHaveLength(1);
  return bridge;
}

describe.concurrent.each(PROTOCOLS)('with MQTT %s, a bridge with wrong credentials', (protocol) => {
  it('keeps trying, says why, and works once its password file is put right', () =>
    withHouse({ protocol, broker: { accounts } }, async (house) => {
      const bridge = await refused(house);
      house.folder.file('mqtt-password', `${PASSWORD}\n`);
      await isOnline(house);
      expect(bridge.running).toBe(true);
    }));

  it('works once the broker knows its password', () =>
    withHouse({ protocol, broker: { accounts } }, async (house) => {
      const bridge = await refused(house);
      house.broker.setAccounts({ bridge: 'wrong' });
      await isOnline(house);
      expect(bridge.running).toBe(true);
    }));
});

/** It may write everything but Home Assistant's topics. */
const NO_DOCUMENTS = [`topic readwrite ${BASE}/#`, 'topic read homeassistant/#'];
/** It may write nothing at all. */
const READ_ONLY = ['topic read #'];

const withAcl = (lines: readonly string[]): BrokerOptions => ({ accounts, acl: ['user bridge', ...lines] });

function startWithAccount(house: House) {
  house.folder.file('mqtt-password', `${PASSWORD}\n`);
  return house.start({ mqtt });
}

const REFUSED = /not authori[sz]ed|refus|ACL|permission|not allowed|may not/i;

describe.concurrent.each(PROTOCOLS)('with MQTT %s, a bridge that may not publish', (protocol) => {
  it('says which topics are refused, and publishes the others', () =>
    withHouse({ protocol, broker: withAcl(NO_DOCUMENTS) }, async (house) => {
      const bridge = startWithAccount(house);
      const { text } = await bridge.says(REFUSED, { level: WARN, within: 40_000 });
      expect(text).toContain('homeassistant/');
      const retained = await isOnline(house);
      expect([...retained.keys()].filter(isDocument)).toEqual([]);
      await sleep(3000);
      expect(bridge.running).toBe(true);
      expect(house.broker.connects(ID)).toBe(1);
    }));

  it('says so where everything is refused, without saying it at each poll', () =>
    withHouse({ protocol, broker: withAcl(READ_ONLY) }, async (house) => {
      const bridge = startWithAccount(house);
      await bridge.says(REFUSED, { level: WARN, within: 40_000 });
      const before = bridge.lines(WARN).length;
      await sleep(6000);
      expect(bridge.running).toBe(true);
      expect(bridge.lines(WARN).length - before).toBeLessThanOrEqual(6);
      expect([...(await house.onlooker.retained()).keys()]).toEqual([]);
    }));
});

describe('one round that the broker refuses', () => {
  it('has failed', () =>
    withHouse({ broker: withAcl(NO_DOCUMENTS) }, async (house) => {
      house.folder.file('mqtt-password', `${PASSWORD}\n`);
      house.configure({ mqtt });
      const { code, stderr } = await house.run('run', ['--once']);
      expect([code, stderr]).toEqual([1, expect.stringContaining('did not take all of it')]);
    }));
});

describe.concurrent.each(PROTOCOLS)('with MQTT %s, another client with the same id', (protocol) => {
  it('is not fought fast without end, and is spoken of', () =>
    withHouse({ protocol, broker: { accounts } }, async (house) => {
      const bridge = startWithAccount(house);
      await isOnline(house);
      const before = house.broker.connects(ID);
      const rival = connect(house.broker.urlOf(), {
        username: 'bridge',
        password: PASSWORD,
        clientId: ID,
        protocolVersion: protocol === '5' ? 5 : 4,
        reconnectPeriod: 200,
      }).on('error', () => undefined);
      try {
        await bridge.says(/client.?id/i, { level: WARN, within: 30_000 });
        const [early, since] = [house.broker.connects(ID), performance.now()];
        await sleep(12_000);
        // Each round of a fight is one connection of either side.
        const rounds = (house.broker.connects(ID) - early) / 2;
        expect(rounds / ((performance.now() - since) / 1000)).toBeLessThan(0.5);
        expect(early - before).toBeLessThan(60);
      } finally {
        rival.end(true);
      }
      await isOnline(house);
      expect(bridge.running).toBe(true);
    }));
});
