import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { BASE, type Json, jsonOf, NAS } from './house/documents.ts';
import { PROTOCOLS, withHouse } from './house/house.ts';
import { dsmOffice, task } from './house/office.ts';

const GiB = 1024 ** 3;
const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);
const TASK = `alice_plans_${hash('alice\0plans')}`;

const PROBES = ['connections', 'clients', 'sync', 'profiles'];
const availability = Object.fromEntries(
  [
    `${BASE}/bridge/state`,
    `${NAS}/availability`,
    ...PROBES.map((probe) => `${NAS}/availability/${probe}`),
  ].map((topic) => [topic, 'online']),
);

const MORNING = expect.stringMatching(/^2024-11-28T10:00:00(\.000)?Z$/);
const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);

const WELL = { problem: false, remedy: null };

/** Of 100 GiB five are used. */
const QUOTA = {
  quota_used: 5 * GiB,
  quota_total: 100 * GiB,
  quota_free: 95 * GiB,
  quota_percent: 5,
};
const UNLIMITED = {
  quota_used: 5 * GiB,
  quota_total: null,
  quota_free: null,
  quota_percent: null,
  quota_unlimited: true,
};
const FILES = { file_count: 500, folder_count: 50, last_sync: MORNING };

const TASK_ROW = {
  user: 'alice',
  share_name: 'plans',
  status: 'syncing',
  files_synced: 150,
  bytes_synced: 104_857_600,
  stalled: false,
  ...WELL,
};
const SYNC = { tasks: 1, idle: 0, syncing: 1, paused: 0, error: 0, stalled: 0, other: 0 };
const NO_PROBLEM = { problem: false, message: null, remedy: null };

const DOCUMENTED: Readonly<Record<string, Json>> = {
  [`${NAS}/connections`]: { total: 2, desktop: 1, mobile: 1, web: 0 },
  [`${NAS}/sync`]: SYNC,
  [`${NAS}/sync/${TASK}`]: TASK_ROW,
  [`${NAS}/user/alice`]: { user: 'alice', ...QUOTA, ...FILES, connections: 1, ...WELL },
  [`${NAS}/user/bert`]: { user: 'bert', ...UNLIMITED, ...FILES, connections: 1, ...WELL },
  [`${NAS}/problem`]: NO_PROBLEM,
};

const documents = (...ids: readonly string[]) =>
  ids.map((id) => `homeassistant/device/synology_drive-${id}/config`);

describe.concurrent.each(PROTOCOLS)('with MQTT %s, a NAS as the API document has it', (protocol) => {
  it('is published with exactly these topics and payloads, all retained and at QoS 1', () =>
    withHouse({ protocol }, async (house) => {
      await house.settle();
      const retained = await house.onlooker.retained();
      const devices = documents(
        'bridge',
        'office',
        'office-user-alice',
        'office-user-bert',
        `office-sync-${TASK}`,
      );
      const topics = [
        ...Object.keys(availability),
        ...Object.keys(DOCUMENTED),
        ...devices,
        `${BASE}/bridge/info`,
      ];
      expect([...retained.keys()].sort()).toEqual(topics.sort());
      for (const [topic, text] of Object.entries(availability))
        expect([topic, retained.get(topic)]).toEqual([topic, text]);
      for (const [topic, json] of Object.entries(DOCUMENTED))
        expect([topic, jsonOf(retained, topic)]).toEqual([topic, json]);
      for (const { topic, retain, qos } of house.onlooker.messages)
        expect([topic, retain, qos]).toEqual([topic, true, 1]);
    }));
});

describe.concurrent('a real NAS', () => {
  it('is published without the keys that it cannot know, and with those that only it knows', () =>
    withHouse(
      { scenario: { ...dsmOffice, syncs: [task('sync', 'plans', { dsm: { server_name: 'NAS-HQ' } })] } },
      async (house) => {
        await house.settle();
        const retained = await house.onlooker.retained();
        expect(jsonOf(retained, `${NAS}/connections`)).toEqual({
          total: 1,
          desktop: 1,
          mobile: 0,
          sharesync: 0,
          linked: 1,
          stale: 1,
          linked_devices: ['Pixel 8 (bert)'],
          stale_devices: ['Pixel 8 (bert)'],
        });
        expect(jsonOf(retained, `${NAS}/user/alice`)).toEqual({
          user: 'alice',
          ...QUOTA,
          last_seen: ISO,
          connections: 1,
          ...WELL,
        });
        expect(jsonOf(retained, `${NAS}/user/bert`)).toEqual({
          user: 'bert',
          ...UNLIMITED,
          last_seen: ISO,
          connections: 0,
          ...WELL,
        });
        expect(jsonOf(retained, `${NAS}/user/carol`)).toMatchObject({
          user: 'carol',
          ...QUOTA,
          connections: 0,
          ...WELL,
        });
        expect(jsonOf(retained, `${NAS}/sync`)).toEqual(SYNC);
      },
    ));
});
