import type { Moment } from '../../../../src/simulator/moment.ts';
import type { ConnectionRow, UserRow } from '../../../../src/simulator/rows.ts';
import type { Scenario } from '../../../../src/simulator/scenario.ts';
import type { CheckId } from '../../../support/checks.ts';
import type { State } from './api.ts';

const GiB = 1024 ** 3;

/** As nobody should choose one: what a shell, Icinga's macros or its strings could take for theirs. */
export const PASSWORD = 'Ge=heim |;"$7 \\';

/** How the NAS is when every check should find it so: the numbers that matter to one check each. */
const PHASES = {
  OK: { clients: 1, status: 'syncing', percent: 50, since: '2h ago' },
  WARNING: { clients: 3, status: 'paused', percent: 92, since: '2d ago' },
  CRITICAL: { clients: 4, status: 'error', percent: 97, since: '4d ago' },
  // Drive answers every question that it is being moved; DSM, who knows the quotas there, that it may not be asked.
  UNKNOWN: { clients: 1, status: 'syncing', percent: 50, since: '2h ago' },
} as const satisfies Readonly<Record<State, Readonly<Record<string, unknown> & { since: Moment }>>>;

/** The thresholds that turn those numbers into states, as custom variables of the host. */
export const THRESHOLDS = {
  synology_drive_health_warning_certificate_days: '14:',
  synology_drive_connections_warning: 3,
  synology_drive_connections_critical: '4',
  synology_drive_clients_warning: '2',
  synology_drive_clients_critical: '~:3',
  synology_drive_last_sync_warning: '36h',
  synology_drive_last_sync_critical: '3d',
} as const;

/** The same thresholds as they are typed, by check. */
export const TYPED: Readonly<Record<CheckId, readonly string[]>> = {
  health: ['--warning-certificate-days', '14:'],
  connections: ['-w', '3', '-c', '4'],
  clients: ['-w', '2', '-c', '~:3'],
  sync: [],
  quota: [],
  last_sync: ['-w', '36h', '-c', '3d'],
  all: [
    ...['--health-warning-certificate-days', '14:'],
    ...['--connections-warning', '3', '--connections-critical', '4'],
    ...['--clients-warning', '2', '--clients-critical', '~:3'],
    ...['--last-sync-warning', '36h', '--last-sync-critical', '3d'],
  ],
};

/** Alice and bert are connected; carol's phone is away, and her task is still there. */
export function phase(state: State, dialect: NonNullable<Scenario['dialect']>): Scenario {
  const { clients, status, percent, since } = PHASES[state];
  const connection = (user: string): ConnectionRow => ({
    user,
    client_type: 'desktop',
    client_version: '3.5.1',
    ip_address: '192.168.1.100',
    connected_time: '1h ago',
  });
  const away: ConnectionRow = {
    ...connection('carol'),
    dsm: { client_status: 'off_line', last_auth_time: since },
  };
  const profile = (user: string, used: number, last: Moment): UserRow => ({
    user,
    quota_used: used * GiB,
    quota_total: 100 * GiB,
    file_count: 500,
    folder_count: 50,
    last_sync_time: last,
  });
  return {
    dialect,
    accounts: [{ name: 'monitor', password: PASSWORD }],
    ...(state === 'UNKNOWN' && {
      drive: { state: 'moving' },
      faults: { 'SYNO.Core.Quota.get': { code: 105 } },
    }),
    connections: [
      ...Array.from({ length: clients }, () => connection('alice')),
      connection('bert'),
      ...(dialect === 'dsm' ? [away] : []),
    ],
    syncs: [
      { user: 'carol', share_name: 'plans', sync_status: status, files_synced: 150, bytes_synced: 5 * GiB },
    ],
    users: [profile('alice', 1, '1h ago'), profile('bert', 2, '1h ago'), profile('carol', percent, since)],
  };
}
