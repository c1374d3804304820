import type { ConnectionRow, SyncRow, UserRow } from '../../../src/simulator/rows.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { GiB } from './case.ts';

/** A connected client; whatever is not said is unremarkable. DSM has no name for its device. */
export const client = (user: string, more: ConnectionRow = {}): ConnectionRow => ({
  user,
  client_type: 'desktop',
  client_version: '3.5.1',
  ip_address: '192.168.1.10',
  connected_time: 1_732_788_000,
  dsm: { client_id: '-' },
  ...more,
});

export const task = (share: string, status: string, more: SyncRow = {}): SyncRow => ({
  user: 'anna',
  share_name: share,
  sync_status: status,
  files_synced: 150,
  bytes_synced: 104_857_600,
  ...more,
});

/** A user who has used so many GiB of 100. */
export const profile = (user: string, used: number, more: Partial<UserRow> = {}): UserRow => ({
  quota_used: used * GiB,
  quota_total: 100 * GiB,
  file_count: 500,
  folder_count: 50,
  last_sync_time: '2h ago',
  ...more,
  user,
});

/** Users who are all connected, so that they are found without being named. */
export const present = (...users: readonly UserRow[]): Scenario => ({
  connections: users.map(({ user }) => client(user)),
  users,
});
