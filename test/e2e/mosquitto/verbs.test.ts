import { describe, expect, it } from 'vitest';
import { BASE, documentTopic, jsonOf, NAS } from './house/documents.ts';
import { type House, PROTOCOLS, withHouse } from './house/house.ts';
import { Line } from './house/line.ts';
import { withoutUser } from './house/office.ts';

const FOREIGN: Readonly<Record<string, string>> = {
  [documentTopic('zigbee_0x1')]:
    '{"device":{"identifiers":["z"]},"origin":{"name":"zigbee2mqtt"},"components":{}}',
  [documentTopic('synology_drive_2-bridge')]:
    '{"device":{"identifiers":["y"]},"origin":{"name":"synology-drive-monitoring"},"components":{},"state_topic":"synology_drive_2/x"}',
  'synology_drive_2/bridge/state': 'online',
  'synology_drive/notes': 'of somebody else',
  'home/lamp': 'on',
};

const everything = async (house: House) => Object.fromEntries(await house.onlooker.retained());

describe.concurrent.each(PROTOCOLS)('with MQTT %s, clean', (protocol) => {
  it('removes everything that the bridge ever retained, and nothing else', () =>
    withHouse({ protocol }, async (house) => {
      for (const [topic, text] of Object.entries(FOREIGN))
        await house.onlooker.publish(topic, text, { retain: true });
      const { section } = await house.another('branch');
      await (await house.settle({ nas: [{ publish_clients: true }, section] })).stop();
      expect(Object.keys(await everything(house)).length).toBeGreaterThan(25);
      house.configure();
      const { code } = await house.run('clean');
      expect(await everything(house)).toEqual(FOREIGN);
      expect(code).toBe(0);
      expect((await house.run('clean')).code).toBe(0);
    }));

  it('removes it after a kill -9, too', () =>
    withHouse({ protocol }, async (house) => {
      const bridge = await house.settle();
      house.nas.update(withoutUser('bert'));
      await bridge.kill();
      const { code } = await house.run('clean');
      expect([await everything(house), code]).toEqual([{}, 0]);
    }));
});

describe.concurrent('clean', () => {
  it('takes nothing from whoever starts the bridge again', () =>
    withHouse({}, async (house) => {
      await (await house.settle()).stop();
      await house.run('clean');
      await house.settle();
      expect(Object.keys(await everything(house)).length).toBeGreaterThan(12);
    }));

  it('says that it could not reach the broker, and fails within half a minute', () =>
    withHouse({ brokerDown: true }, async (house) => {
      house.configure();
      const began = performance.now();
      const { code, stdout, stderr } = await house.run('clean');
      expect([code, performance.now() - began < 30_000]).toEqual([1, true]);
      expect(stdout + stderr).toMatch(/broker/i);
    }));
});

describe.concurrent('healthcheck', () => {
  const health = async (house: House) => (await house.run('healthcheck')).code;

  it('is 0 while the bridge is connected, 1 while the broker is away, and 1 when the bridge has ended', () =>
    withHouse({}, async (house) => {
      house.configure();
      expect(await health(house)).toBe(1);
      const bridge = await house.settle();
      expect(await health(house)).toBe(0);
      await house.broker.stop();
      await expect.poll(() => health(house), { timeout: 20_000, interval: 1000 }).toBe(1);
      await house.broker.start();
      await expect.poll(() => health(house), { timeout: 40_000, interval: 1000 }).toBe(0);
      await bridge.stop();
      expect(await health(house)).toBe(1);
    }));

  it('is 0 while the NAS is down: the bridge is well', () =>
    withHouse({}, async (house) => {
      await house.settle();
      await house.switchOff();
      await house.onlooker.untilRetained('no NAS', (kept) => kept.get(`${NAS}/availability`) === 'offline');
      expect(await health(house)).toBe(0);
    }));

  it('is 1 after a kill -9', () =>
    withHouse({}, async (house) => {
      await (await house.settle()).kill();
      expect(await health(house)).toBe(1);
    }));

  it('is 1 while the broker does not answer, and ends by itself', () =>
    withHouse({}, async (house) => {
      const line = await Line.open(house.broker.portOf());
      house.leave(() => line.close());
      await house.settle({ mqtt: { url: `mqtt://127.0.0.1:${line.port}`, keepalive: '2s' } });
      expect(await health(house)).toBe(0);
      line.silence();
      await expect.poll(() => health(house), { timeout: 25_000, interval: 1000 }).toBe(1);
    }));
});

describe.concurrent('--once', () => {
  it('publishes one round, says that it is off-line, and ends with 0', () =>
    withHouse({}, async (house) => {
      house.configure();
      const { code } = await house.run('run', ['--once']);
      expect(code).toBe(0);
      const retained = await house.onlooker.retained();
      expect(jsonOf(retained, `${NAS}/connections`)).toMatchObject({ total: 2 });
      expect(retained.has(`${NAS}/user/alice`)).toBe(true);
      expect(retained.has(documentTopic('synology_drive-office-user-alice'))).toBe(true);
      expect(retained.get(`${BASE}/bridge/state`)).toBe('offline');
      expect(house.asked('SYNO.SynologyDrive.Connections.GetSummary')).toBe(1);
      expect(house.nas.sessions()).toBe(0);
    }));

  it('fails where the broker is not there, within a minute', () =>
    withHouse({ brokerDown: true }, async (house) => {
      house.configure();
      const { code } = await house.run('run', ['--once']);
      expect(code).toBe(1);
    }));
});

describe.concurrent('check-config', () => {
  it('connects to nothing', () =>
    withHouse({}, async (house) => {
      house.configure();
      const connections = house.broker.log
        .split('\n')
        .filter((line) => line.includes('New connection')).length;
      const { code } = await house.run('check-config');
      expect(code).toBe(0);
      expect(house.nas.requests).toEqual([]);
      expect(house.broker.log.split('\n').filter((line) => line.includes('New connection'))).toHaveLength(
        connections,
      );
    }));
});
