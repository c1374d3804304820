import type { Inputs } from './blueprints.ts';
import type { Office } from './office.ts';

const GiB = 1024 ** 3;
const PATIENCE = { seconds: 1 };

/** A blueprint, how it is set up, what happens then, and what it tells. */
export interface Case {
  readonly file: string;
  /** `memory` is a to-do list. */
  readonly input: (memory: string) => Inputs;
  readonly happen: (office: Office) => void | Promise<void>;
  readonly title: string;
}

/** So many seconds from now by the clock on the wall, where the house is. */
const soon = (seconds: number) =>
  new Date(Date.now() + seconds * 1000).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' });

/** Each of them in a house with a NAS of each dialect. */
export const CASES: readonly Case[] = [
  {
    file: 'unexpected_client.yaml',
    input: () => ({ connection_events: ['event.synology_drive_office_connection'] }),
    happen: ({ documented }) => {
      const phone = { client_type: 'mobile', client_version: '4.1.0', connected_time: '0s ago' } as const;
      const row = { user: 'li.wei', ip_address: '203.0.113.99', ...phone };
      documented.connect(row);
    },
    title: 'Synology Drive: li.wei connected from an unexpected network',
  },
  {
    file: 'quota_warning.yaml',
    input: (memory) => ({
      memory,
      quota_sensors: ['sensor.synology_drive_office_user_anna_schmidt_quota_percent'],
      patience: PATIENCE,
    }),
    happen: ({ documented }) =>
      documented.change(({ users = [] }) => ({
        users: users.map((row) => (row.user === 'anna.schmidt' ? { ...row, quota_used: 48 * GiB } : row)),
      })),
    title: 'Synology Drive: quota of Office NAS anna.schmidt',
  },
  {
    file: 'sync_problem.yaml',
    input: (memory) => ({
      memory,
      status_sensors: ['sensor.synology_drive_office_sync_anna_schmidt_marketing_status'],
      problem_sensors: ['binary_sensor.synology_drive_office_sync_anna_schmidt_marketing_problem'],
      patience: PATIENCE,
    }),
    happen: ({ documented }) =>
      documented.change(({ syncs = [] }) => ({
        syncs: syncs.map((row) => (row.share_name === 'Marketing' ? { ...row, sync_status: 'error' } : row)),
      })),
    title: 'Synology Drive: Office NAS Marketing (anna.schmidt)',
  },
  {
    file: 'device_offline.yaml',
    input: (memory) => ({ memory, stale_sensors: ['sensor.synology_drive_branch_stale'] }),
    happen: ({ dsm }) => {
      const long = { client_status: 'off_line', last_auth_time: Math.floor(Date.now() / 1000) - 30 * 86_400 };
      dsm.change(({ connections = [] }) => ({
        connections: connections.map((row) =>
          row.dsm?.client_id === 'iPhone' ? { ...row, dsm: { ...row.dsm, ...long } } : row,
        ),
      }));
    },
    title: 'Synology Drive: iPhone (chloé.martin) does not connect',
  },
  {
    file: 'stale_last_sync.yaml',
    input: () => ({
      time_sensors: ['sensor.synology_drive_office_user_sam_taylor_last_sync'],
      allowed_age: { hours: 1 },
      check_time: soon(8),
    }),
    happen: () => undefined,
    title: 'Synology Drive: no sync for too long',
  },
  {
    file: 'unreachable.yaml',
    input: (memory) => ({
      memory,
      connection_sensors: ['binary_sensor.synology_drive_branch_connected'],
      patience: PATIENCE,
    }),
    happen: ({ dsm }) => dsm.close(),
    title: 'Synology Drive: Zweigstelle Süd is not connected',
  },
];
