import type { Step } from './step.ts';

const GiB = 1024 ** 3;
const drawings = { user: 'jürgen.müller', share_name: 'Zeichnungen' };

/** The office's next hour: people come and go, a sync stalls and fails, a quota fills up, and it is put right again. */
export const defaultTimeline: readonly Step[] = [
  {
    at: 60,
    say: 'anna.schmidt opens Drive in a browser',
    connect: [
      {
        user: 'anna.schmidt',
        client_type: 'web',
        client_version: '3.5.1',
        ip_address: '192.168.1.102',
        connected_time: '0s ago',
      },
    ],
  },
  {
    at: 120,
    say: 'Team Projects moves on, sam.taylor goes home',
    disconnect: [{ user: 'sam.taylor' }],
    syncs: [{ user: 'john.doe', share_name: 'Team Projects', files_synced: 236, bytes_synced: 171_966_464 }],
  },
  {
    at: 180,
    say: 'jürgen.müller copies films: his quota passes 95 %, his sync stands still',
    users: [{ user: 'jürgen.müller', quota_used: 48 * GiB, file_count: 2319, last_sync_time: '0s ago' }],
  },
  {
    at: 300,
    say: 'fatima.khan connects from an address nobody knows',
    connect: [
      {
        user: 'fatima.khan',
        client_type: 'desktop',
        client_version: '2.0.4',
        ip_address: '203.0.113.200',
        connected_time: '0s ago',
      },
    ],
  },
  {
    at: 900,
    say: 'Team Projects is done, Zeichnungen still has not moved',
    syncs: [
      {
        user: 'john.doe',
        share_name: 'Team Projects',
        sync_status: 'idle',
        files_synced: 310,
        bytes_synced: 240_123_904,
      },
    ],
  },
  {
    at: 1800,
    say: 'Zeichnungen fails, its quota almost full; maria.rossi pauses hers',
    users: [{ user: 'jürgen.müller', quota_used: Math.round(49.8 * GiB), last_sync_time: '0s ago' }],
    syncs: [
      { ...drawings, sync_status: 'error' },
      { user: 'OFFICE\\maria.rossi', share_name: 'Contabilità', sync_status: 'paused' },
    ],
  },
  {
    at: 3000,
    say: 'the administrator makes room, everything syncs again',
    disconnect: [{ user: 'fatima.khan', ip_address: '203.0.113.200' }],
    users: [{ user: 'jürgen.müller', quota_total: 100 * GiB, last_sync_time: '0s ago' }],
    syncs: [
      { ...drawings, sync_status: 'syncing', files_synced: 1204, bytes_synced: 15 * GiB },
      { user: 'OFFICE\\maria.rossi', share_name: 'Contabilità', sync_status: 'idle', files_synced: 418 },
    ],
  },
];
