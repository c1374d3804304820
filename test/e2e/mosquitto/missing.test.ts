import { describe, expect, it } from 'vitest';
import { BASE, jsonOf, NAS, rowOf } from './house/documents.ts';
import { withHouse } from './house/house.ts';

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);

describe.concurrent('what the NAS did not tell', () => {
  it('is null, never 0', () =>
    withHouse({}, async (house) => {
      house.nas.update((scenario) => ({
        ...scenario,
        syncs: [{ user: 'alice', share_name: 'plans', sync_status: 'reindexing' }],
        users: [{ user: 'alice' }, { user: 'bert', quota_used: 1, quota_total: 0, last_sync_time: 0 }],
      }));
      house.nas.setFault('SYNO.SynologyDrive.Connections.GetSummary', {
        data: { total_connections: 2, mobile_clients: '1' },
      });
      await house.settle();
      const retained = await house.onlooker.retained();
      expect(jsonOf(retained, `${NAS}/connections`)).toEqual({
        total: 2,
        desktop: null,
        mobile: 1,
        web: null,
      });
      expect(jsonOf(retained, `${NAS}/sync`)).toMatchObject({ tasks: 1, syncing: 0, error: 0, other: 1 });
      expect(rowOf(retained, 'sync', { user: 'alice' })?.row).toMatchObject({
        status: 'reindexing',
        files_synced: null,
        bytes_synced: null,
      });
      expect(jsonOf(retained, `${NAS}/user/alice`)).toMatchObject({
        quota_used: null,
        quota_total: null,
        quota_percent: null,
        file_count: null,
        last_sync: null,
      });
      expect(jsonOf(retained, `${NAS}/user/bert`)).toMatchObject({
        quota_unlimited: true,
        last_sync: null,
        never_synced: true,
      });
    }));
});

describe.concurrent('the bridge itself', () => {
  it('tells its version, its beginning, its NASes and its last error', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const info = jsonOf(await house.onlooker.retained(), `${BASE}/bridge/info`);
      expect(info).toMatchObject({
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        started: ISO,
        last_error: null,
      });
      expect(JSON.stringify(info)).toContain('"office"');
      house.nas.setFault('*', { status: 503 });
      await house.onlooker.untilRetained(
        'the error',
        (kept) =>
          typeof jsonOf(kept, `${BASE}/bridge/info`).last_error !== 'object' ||
          JSON.stringify(jsonOf(kept, `${BASE}/bridge/info`)).includes('503'),
      );
    }));
});
