import type { SyncTask } from '../drive/model.ts';
import { bytes, count, type Probe, sum, type Total } from './probe.ts';
import type { StallFinding } from './stall.ts';

/** A task, and whether it has stopped moving. */
export type SyncRow = SyncTask & StallFinding;

/** The states of a task that are documented, each a metric of its own. */
export const SYNC_STATUSES = ['idle', 'syncing', 'paused', 'error'] as const;

const inStatus = (status: string): Total<SyncRow> =>
  count(
    status,
    `tasks in status ${status}`,
    (rows) => rows.filter((row) => row.status === status).length,
    `task in status ${status}`,
  );

/** The ShareSync tasks, one row per user and share. */
export const sync: Probe<SyncRow> = {
  name: 'sync',
  row: ['task', 'tasks'],
  identify: (row) => `${row.user ?? ''}\0${row.shareName ?? ''}`,
  metrics: [
    count('files_synced', 'files synced', (row) => row.filesSynced),
    bytes('bytes_synced', 'data synced', (row) => row.bytesSynced),
  ],
  totals: [
    count('tasks', 'tasks', (rows) => rows.length, 'task'),
    ...SYNC_STATUSES.map(inStatus),
    count('stalled', 'stalled tasks', (rows) => rows.filter((row) => row.stalled).length, 'stalled task'),
    count('files_synced', 'files synced', (rows) => sum(rows.map((row) => row.filesSynced))),
    bytes('bytes_synced', 'data synced', (rows) => sum(rows.map((row) => row.bytesSynced))),
  ],
};
