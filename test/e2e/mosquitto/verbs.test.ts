import { describe, expect, it } from 'vitest';
import { BASE, documentTopic, jsonOf, NAS } from './house/documents.ts';
import { type House, PROTOCOLS, withHouse } from './house/house.ts';
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

  it('works where the bridge died together with its broker, which still believes it to be on-line', () =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      await house.broker.save();
      await house.broker.kill();
      await bridge.kill();
      await house.broker.start();
      await house.onlooker.ready();
      expect((await everything(house))[`${BASE}/bridge/state`]).toBe('online');
      const { code } = await house.run('clean');
      expect([await everything(house), code]).toEqual([{}, 0]);
    }));

  it('removes nothing under the feet of a bridge that runs', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const before = await everything(house);
      const { code, stdout, stderr } = await house.run('clean');
      expect(code).toBe(1);
      expect(stdout + stderr).toMatch(/running/);
      expect(await everything(house)).toEqual(before);
    }));

  it('takes nothing from another bridge on the same broker', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const neighbour = { mqtt: { base_topic: 'synology_drive_2' }, state_dir: 'state-2' };
      const second = house.start(neighbour);
      await house.onlooker.untilRetained(
        'the neighbour',
        (kept) => kept.get('synology_drive_2/office/availability/profiles') === 'online',
      );
      await house.onlooker.quiet(1500);
      await second.stop();
      const { code } = await house.run('clean');
      const left = Object.keys(await everything(house));
      expect(left.filter((topic) => topic.includes('synology_drive_2'))).toEqual([]);
      expect([left.length, code]).toEqual([18, 0]);
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
