import type { Scenario } from '../../../src/simulator/scenario.ts';
import type { Changes } from './objects.ts';
import type { State } from './status.ts';

const GiB = 1024 ** 3;

/** What the example host is told to judge by. */
export const THRESHOLDS: Changes = {
  _SYNOLOGY_DRIVE_HEALTH_OPTIONS: '-w 5 -c 9',
  _SYNOLOGY_DRIVE_CONNECTIONS_OPTIONS: '-w 40 -c 60',
  _SYNOLOGY_DRIVE_CLIENTS_OPTIONS: '--min-version desktop=3.2.0 --require alice',
  _SYNOLOGY_DRIVE_LAST_SYNC_OPTIONS: '-w 36h -c 3d',
};

/** One person whose everything is in one state. */
interface Day {
  readonly user?: string;
  readonly version?: string;
  readonly sync?: string;
  readonly used?: number;
  readonly synced?: `${number}${'h' | 'd'} ago`;
}

const day = (given: Day = {}): Scenario => {
  const { user = 'alice', version = '3.5.1', sync = 'idle', used = 5, synced = '1h ago' } = given;
  return {
    connections: [
      {
        user,
        client_type: 'desktop',
        client_version: version,
        ip_address: '192.168.1.9',
        connected_time: '2h ago',
      },
    ],
    syncs: [{ user, share_name: 'plans', sync_status: sync, files_synced: 150, bytes_synced: 5 * GiB }],
    users: [
      {
        user,
        quota_used: used * GiB,
        quota_total: 100 * GiB,
        file_count: 5,
        folder_count: 2,
        last_sync_time: synced,
      },
    ],
  };
};

/** Here Drive says that it is paused (503) or disabled (500). */
const SUMMARY = 'SYNO.SynologyDrive.Connections.GetSummary';
/** Only administrators may ask this. */
const REFUSED = { code: 402 };

/** A NAS that makes each of the six services be in one state. */
export const NAS_IN: Readonly<Record<State, Scenario>> = {
  OK: day(),
  WARNING: {
    ...day({ version: '3.1.0', sync: 'paused', used: 92, synced: '40h ago' }),
    faults: { [SUMMARY]: { code: 503 } },
  },
  CRITICAL: {
    ...day({ user: 'bert', sync: 'error', used: 97, synced: '9d ago' }),
    faults: { [SUMMARY]: { code: 500 } },
  },
  UNKNOWN: {
    ...day(),
    faults: {
      'SYNO.SynologyDrive.Connections.*': REFUSED,
      'SYNO.SynologyDrive.ShareSync.*': REFUSED,
      'SYNO.SynologyDrive.UserProfile.*': REFUSED,
    },
  },
};
