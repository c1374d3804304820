import type { Scenario } from '../../src/simulator/scenario.ts';

const users = [
  { user: 'anna', quota_used: 1, quota_total: 2, file_count: 3, folder_count: 4, last_sync_time: 5 },
];
/** One user with one client and one task, as the API document tells it. */
export const documented: Scenario = {
  connections: [
    { user: 'anna', client_type: 'web', client_version: '3.5.1', ip_address: '192.0.2.1', connected_time: 6 },
  ],
  syncs: [{ user: 'anna', share_name: 'Plans', sync_status: 'idle', files_synced: 7, bytes_synced: 8 }],
  users,
};
/** The same as a real DSM tells it. */
export const dsm: Scenario = {
  ...documented,
  dialect: 'dsm',
  users: [{ user: 'anna', quota_used: 1024 ** 2, quota_total: 0 }],
};
