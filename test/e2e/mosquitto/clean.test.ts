import { describe, expect, it } from 'vitest';
import type { BrokerOptions } from './house/broker-options.ts';
import { documentTopic } from './house/documents.ts';
import { type House, PROTOCOLS, withHouse } from './house/house.ts';
import { Line } from './house/line.ts';

const PASSWORD = 'broker password 17bc';
const account = { username: 'bridge', password_file: 'mqtt-password' };
const limited = { username: 'limited', password_file: 'mqtt-password' };

/** The bridge's own account may do everything; the other one only what the lines say. */
const withLimited = (lines: readonly string[]): BrokerOptions => ({
  accounts: { bridge: PASSWORD, limited: PASSWORD },
  acl: ['user bridge', 'topic readwrite #', 'user limited', ...lines],
});

const topics = async (house: House) => [...(await house.onlooker.retained()).keys()].sort();

/** Everything has been published, and the bridge has ended. */
async function leftBehind(house: House, mqtt = {}): Promise<string[]> {
  house.folder.file('mqtt-password', `${PASSWORD}\n`);
  await (await house.settle({ mqtt })).stop();
  return topics(house);
}

/** A line to the broker for `clean`, which sees nothing of the broker's own port. */
async function lineTo(house: House): Promise<Line> {
  const line = await Line.open(house.broker.portOf());
  house.leave(() => line.close());
  house.configure({ mqtt: { url: `mqtt://127.0.0.1:${line.port}` } });
  return line;
}

describe.concurrent('clean, over a line that takes a second each way,', () => {
  it('waits for what is retained, and removes all of it', () =>
    withHouse({}, async (house) => {
      const before = await leftBehind(house);
      (await lineTo(house)).slow(900);
      const { code, stdout } = await house.run('clean');
      expect([code, stdout, await topics(house)]).toEqual([
        0,
        `${before.length} retained messages were removed\n`,
        [],
      ]);
    }));
});

describe.concurrent.each(PROTOCOLS)('with MQTT %s, clean', (protocol) => {
  it('says that an account may not remove anything, and forgets nothing', () =>
    withHouse({ protocol, broker: withLimited(['topic read #']) }, async (house) => {
      const before = await leftBehind(house, account);
      house.configure({ mqtt: limited });
      const { code, stdout, stderr } = await house.run('clean');
      expect([code, stdout, await topics(house)]).toEqual([1, '', before]);
      expect(stderr).toMatch(/\d+ topics may still be there, such as .*ACL/);
      house.configure({ mqtt: account });
      expect((await house.run('clean')).stdout).toBe(`${before.length} retained messages were removed\n`);
      expect(await topics(house)).toEqual([]);
    }));

  it('removes below a discovery prefix that is another now', () =>
    withHouse({ protocol }, async (house) => {
      const before = await leftBehind(house);
      house.configure({ mqtt: { discovery_prefix: 'elsewhere' } });
      const { code, stdout } = await house.run('clean');
      expect([code, stdout, await topics(house)]).toEqual([
        0,
        `${before.length} retained messages were removed\n`,
        [],
      ]);
    }));

  it('that is cut off in the middle ends with 1, and does the rest the next time', () =>
    withHouse({ protocol }, async (house) => {
      await leftBehind(house);
      const line = await lineTo(house);
      line.slow(100);
      const from = house.onlooker.now;
      const running = house.run('clean');
      await house.onlooker.until('the first removal', ({ text }) => text === '', { from });
      line.cut();
      const { code, stdout, stderr } = await running;
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/connection to the broker was lost/);
      house.configure();
      expect((await house.run('clean')).code).toBe(0);
      expect(await topics(house)).toEqual([]);
    }));
});

describe.concurrent('clean, by an account that may only write,', () => {
  const broker = withLimited(['topic write #']);

  it('removes what is remembered where the broker says that it took it', () =>
    withHouse({ protocol: '5', broker }, async (house) => {
      await leftBehind(house, account);
      house.configure({ mqtt: limited });
      const { code } = await house.run('clean');
      expect([code, await topics(house)]).toEqual([0, []]);
    }));

  it('says that it cannot see whether anything is gone, and forgets nothing', () =>
    withHouse({ protocol: '3.1.1', broker }, async (house) => {
      await leftBehind(house, account);
      house.configure({ mqtt: limited });
      const { code, stderr } = await house.run('clean');
      expect(code).toBe(1);
      expect(stderr).toMatch(/may still be there/);
      await house.onlooker.publish(documentTopic('synology_drive-bridge'), '{}', { retain: true });
      house.configure({ mqtt: account });
      expect((await house.run('clean')).code).toBe(0);
      expect(await topics(house)).toEqual([]);
    }));
});
