import { describe, expect, it } from 'vitest';
import { withHouse } from '../../support/bridge-house.ts';

const SMALL = {
  connections: [
    {
      user: 'anna',
      client_type: 'desktop',
      client_version: '3.5.1',
      ip_address: '192.168.1.2',
      connected_time: 1,
    },
  ],
  syncs: [{ user: 'anna', share_name: 'Team', sync_status: 'syncing', files_synced: 1, bytes_synced: 2 }],
  users: [{ user: 'anna', quota_used: 1, quota_total: 4, file_count: 5, folder_count: 6, last_sync_time: 1 }],
} as const;

const small = { nas: { scenario: SMALL } };

const [BRIDGE, TASK, USER, NAS] = [
  'homeassistant/device/synology_drive-bridge/config',
  'homeassistant/device/synology_drive-office-sync-anna_team_708a02de/config',
  'homeassistant/device/synology_drive-office-user-anna/config',
  'homeassistant/device/synology_drive-office/config',
] as const;
const DOCUMENTS = [BRIDGE, TASK, USER, NAS];

const STATES = [
  'bridge/info',
  'bridge/state',
  'office/availability',
  'office/availability/clients',
  'office/availability/connections',
  'office/availability/profiles',
  'office/availability/sync',
  'office/connections',
  'office/problem',
  'office/sync',
  'office/sync/anna_team_708a02de',
  'office/user/anna',
].map((topic) => `synology_drive/${topic}`);

const FINE = { code: 0, stdout: '' };

describe.concurrent('run --once', () => {
  it('publishes everything, retained, with QoS 1 and in order, logs out and ends with 0', () =>
    withHouse(small, async (house) => {
      expect(await house.run('run', ['--once'])).toMatchObject(FINE);
      expect([...house.broker.retained.keys()].sort()).toEqual([...DOCUMENTS, ...STATES]);
      expect(Object.fromEntries(house.broker.retained)).toMatchObject({
        'synology_drive/bridge/state': 'offline',
        'synology_drive/office/availability': 'online',
        'synology_drive/office/availability/profiles': 'online',
      });
      expect(house.json('office/connections')).toEqual({ total: 1, desktop: 1, mobile: 0, web: 0 });
      expect(house.json('office/user/anna')).toMatchObject({
        quota_percent: 25,
        connections: 1,
        problem: false,
      });
      expect(house.json('office/sync/anna_team_708a02de')).toMatchObject({
        status: 'syncing',
        problem: false,
      });
      expect(house.json('bridge/info')).toMatchObject({ nas: ['office'], last_error: null, notes: [] });
      expect(house.broker.heard.filter(({ retain, qos }) => !retain || qos !== 1)).toEqual([]);
      const ordered = [
        BRIDGE,
        NAS,
        TASK,
        'synology_drive/office/connections',
        USER,
        'synology_drive/office/user/anna',
      ];
      const topics = house.broker.heard.map(({ topic }) => topic);
      expect(topics.filter((topic) => (ordered as string[]).includes(topic))).toEqual(ordered);
      expect([house.nas.logIns(), house.nas.sessions(), house.nas.unannounced()]).toEqual([1, 0, 0]);
      // Neither addresses nor the account are anybody's business.
      const all = house.broker.heard.map(({ topic, payload }) => `${topic} ${payload}`);
      expect(all.filter((message) => /192\.168\.1\.2|"monitor"/.test(message))).toEqual([]);
    }));

  it('publishes that a NAS cannot be reached, and ends with 0', () =>
    withHouse({ keys: { nas: { port: 1 } } }, async (house) => {
      expect(await house.run('run', ['--once'])).toMatchObject(FINE);
      expect(house.broker.retained.get('synology_drive/office/availability')).toBe('offline');
      expect(house.json('office/problem')).toMatchObject({ problem: true });
      expect(house.json('bridge/info')?.last_error).toContain('127.0.0.1:1 refuses connections');
    }));

  it('takes away what the configuration leaves out now: users, tasks, clients', () =>
    withHouse({ ...small, keys: { nas: { publish_clients: true } } }, async (house) => {
      await house.run('run', ['--once']);
      expect(house.broker.retained.has('synology_drive/office/clients')).toBe(true);
      house.configure({ nas: { exclude_users: ['anna'], exclude_shares: ['Team'] } });
      await house.run('run', ['--once']);
      const left = [...house.broker.retained.keys()].filter((topic) => /anna|clients$/.test(topic));
      expect(left).toEqual(['synology_drive/office/availability/clients']);
    }));

  it('takes away what is left of a NAS that is not configured any more, and documents where none are wanted', () =>
    withHouse(small, async (house) => {
      await house.run('run', ['--once']);
      house.configure({ nas: { id: 'home' }, mqtt: { discovery: false } });
      await house.run('run', ['--once']);
      const topics = [...house.broker.retained.keys()];
      expect(topics.filter((topic) => /office|homeassistant/.test(topic))).toEqual([]);
      expect(topics).toContain('synology_drive/home/connections');
    }));
});

describe.concurrent('discovery', () => {
  it('prints exactly the documents that are then published, and publishes none', () =>
    withHouse(small, async (house) => {
      const { code, stdout, stderr } = await house.run('discovery');
      expect([code, stderr, house.broker.connections()]).toEqual([0, '', 0]);
      await house.run('run', ['--once']);
      const published = DOCUMENTS.map((topic) => [
        topic,
        JSON.parse(house.broker.retained.get(topic) ?? '""'),
      ]);
      expect(JSON.parse(stdout)).toEqual(Object.fromEntries(published));
    }));

  it('prints them where none are published, and says so', () =>
    withHouse({ ...small, keys: { mqtt: { discovery: false } } }, async (house) => {
      const { code, stdout, stderr } = await house.run('discovery');
      expect([code, stderr]).toEqual([
        0,
        'synology-drive-bridge: mqtt.discovery is false: run publishes none of these\n',
      ]);
      expect(Object.keys(JSON.parse(stdout)).sort()).toEqual(DOCUMENTS);
    }));

  it('prints what is remembered of a NAS that is down, and says so', () =>
    withHouse(small, async (house) => {
      await house.run('run', ['--once']);
      house.nas.setFault('*', { reset: true });
      const { code, stdout, stderr } = await house.run('discovery');
      expect([code, Object.keys(JSON.parse(stdout)).sort()]).toEqual([0, DOCUMENTS]);
      expect(stderr).toMatch(
        /^synology-drive-bridge: office was not asked, so this is what is remembered: .+\n$/,
      );
    }));
});

describe.concurrent('clean', () => {
  it('takes off the broker what the bridge retained there, and nothing else', () =>
    withHouse(small, async (house) => {
      await house.run('run', ['--once']);
      const foreign = {
        'homeassistant/device/zigbee2mqtt-office/config': '{"origin":{"name":"zigbee2mqtt"}}',
        'homeassistant/device/synology_drive-other-user-x/config': '{"origin":{"name":"someone"}}',
        'homeassistant/sensor/x/config': '{}',
        'synology_drive2/bridge/state': 'online',
        'synology_drive/notes': 'mine',
        'synology_drive/office/user/anna/notes': 'mine, too',
      };
      for (const [topic, payload] of Object.entries(foreign))
        await house.broker.publish(topic, payload, true);
      const { code, stdout, stderr } = await house.run('clean');
      expect([code, stdout, stderr]).toEqual([
        0,
        `${DOCUMENTS.length + STATES.length} retained messages were removed\n`,
        '',
      ]);
      expect(Object.fromEntries(house.broker.retained)).toEqual(foreign);
    }));

  it('finds what the bridge retained even when it remembers nothing', () =>
    withHouse(small, async (house) => {
      await house.run('run', ['--once']);
      house.configure({ root: { state_dir: 'another' } });
      expect((await house.run('clean')).code).toBe(0);
      expect([...house.broker.retained.keys()]).toEqual([]);
    }));

  it('takes nothing away while a bridge is running there', () =>
    withHouse(small, async (house) => {
      await house.broker.publish('synology_drive/bridge/state', 'online', true);
      expect(await house.run('clean')).toMatchObject({
        code: 1,
        stdout: '',
        stderr:
          'synology-drive-bridge: a bridge is running on synology_drive: stop it first, ' +
          'or it would publish everything again\n',
      });
      expect(house.broker.retained.size).toBe(1);
    }));

  it('says that the broker is not there, and ends with 1', () =>
    withHouse({ keys: { mqtt: { url: 'mqtt://127.0.0.1:1' } } }, async (house) => {
      expect(await house.run('clean')).toMatchObject({
        code: 1,
        stdout: '',
        stderr:
          'synology-drive-bridge: the broker 127.0.0.1:1 cannot be reached: it refuses connections. ' +
          'Is the broker up, and is the url right?\n',
      });
    }));
});
