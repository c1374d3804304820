import type { Scenario } from '../../../src/simulator/scenario.ts';

const GiB = 1024 ** 3;
const MORNING = 1_732_788_000;
const FIRST = ['anna', 'bert', 'chloé', 'dmitri', 'erika', 'frank', 'grace', 'henrik', 'ines', 'jonas'];
const LAST = ['martin', 'müller', 'novak', 'okafor', 'petersen', 'quist', 'rossi', 'schmidt', 'tanaka'];
const SHARES = ['Team Projects', 'Archive', 'Offers', 'Photos 2024', 'Plans'];
const STATES = ['idle', 'idle', 'idle', 'syncing', 'paused'];

/** How many of each a NAS has. */
export interface Size {
  readonly users: number;
  readonly tasks: number;
  readonly connections: number;
}

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

const userOf = (index: number) => `${pick(FIRST, index)}.${pick(LAST, index)}${index}`;

/** A NAS with as many rows as wanted, none of which ever changes. */
export function crowd({ users, tasks, connections }: Size, dialect: 'documented' | 'dsm'): Scenario {
  return {
    dialect,
    connections: Array.from({ length: connections }, (_, index) => ({
      user: userOf(index % users),
      client_type: pick(['desktop', 'mobile', 'desktop'], index),
      client_version: '3.5.1-16101',
      ip_address: `10.${index % 200}.${index % 50}.${index % 250}`,
      connected_time: MORNING + index,
      ...(dialect === 'dsm' && { dsm: { client_id: `PC-${index}` } }),
    })),
    syncs: Array.from({ length: tasks }, (_, index) => ({
      user: userOf(index % users),
      share_name: `${pick(SHARES, index)} ${index}`,
      sync_status: pick(STATES, index),
      files_synced: index * 7,
      bytes_synced: index * 1_048_583,
    })),
    users: Array.from({ length: users }, (_, index) => ({
      user: userOf(index),
      quota_used: (index % 90) * GiB,
      quota_total: 100 * GiB,
      file_count: index * 11,
      folder_count: index,
      last_sync_time: MORNING + index,
    })),
  };
}
