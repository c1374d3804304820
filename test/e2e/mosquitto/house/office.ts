import type { Scenario } from '../../../../src/simulator/scenario.ts';

const GiB = 1024 ** 3;

export const PASSWORD = 'nas password 5f0c';

/** 2024-11-28T10:00:00Z */
const MORNING = 1_732_788_000;

export const ACCOUNTS = [{ name: 'monitor', password: PASSWORD }];

type Connection = NonNullable<Scenario['connections']>[number];
type User = NonNullable<Scenario['users']>[number];
type Task = NonNullable<Scenario['syncs']>[number];

export const desktop = (user: string, more: Connection = {}): Connection => ({
  user,
  client_type: 'desktop',
  client_version: '3.5.1',
  ip_address: '192.168.1.100',
  connected_time: MORNING,
  ...more,
});

export const profile = (user: string, more: Partial<User> = {}): User => ({
  user,
  quota_used: 5 * GiB,
  quota_total: 100 * GiB,
  file_count: 500,
  folder_count: 50,
  last_sync_time: MORNING,
  ...more,
});

export const task = (user: string, share: string, more: Task = {}): Task => ({
  user,
  share_name: share,
  sync_status: 'syncing',
  files_synced: 150,
  bytes_synced: 104_857_600,
  ...more,
});

/** Two people and a task, as the API document has them. */
export const office: Scenario = {
  accounts: ACCOUNTS,
  connections: [desktop('alice'), desktop('bert', { client_type: 'mobile', ip_address: '198.51.100.7' })],
  syncs: [task('alice', 'plans')],
  users: [profile('alice'), profile('bert', { quota_total: 0 })],
};

/** The same as a real NAS has it; bert's phone has been away for nine days, and carol has never been here. */
export const dsmOffice: Scenario = {
  ...office,
  dialect: 'dsm',
  connections: [
    desktop('alice', { dsm: { client_id: 'ALICE-PC' } }),
    desktop('bert', {
      client_type: 'mobile',
      dsm: { client_id: 'Pixel 8', client_status: 'off_line', last_auth_time: '9d ago' },
    }),
  ],
  users: [profile('alice'), profile('bert', { quota_total: 0 }), profile('carol')],
};

/** A scenario without one user's connections. */
export const withoutConnectionsOf =
  (user: string) =>
  (scenario: Scenario): Scenario => ({
    ...scenario,
    connections: (scenario.connections ?? []).filter((row) => row.user !== user),
  });

/** A scenario from which a user has gone altogether: no connection, no task, no account. */
export const withoutUser =
  (user: string) =>
  (scenario: Scenario): Scenario => ({
    ...withoutConnectionsOf(user)(scenario),
    syncs: (scenario.syncs ?? []).filter((row) => row.user !== user),
    users: (scenario.users ?? []).filter((row) => row.user !== user),
  });

/** A scenario in which everything a user has carries another name. */
export const renaming = (before: string, after: string) => {
  const renamed = <Row extends { readonly user?: string }>(row: Row): Row =>
    row.user === before ? { ...row, user: after } : row;
  return (scenario: Scenario): Scenario => ({
    ...scenario,
    connections: (scenario.connections ?? []).map(renamed),
    syncs: (scenario.syncs ?? []).map(renamed),
    users: (scenario.users ?? []).map(renamed),
  });
};

/** A scenario with one user more, who is connected. */
export const withUser =
  (user: string, more: Connection = {}) =>
  (scenario: Scenario): Scenario => ({
    ...scenario,
    connections: [...(scenario.connections ?? []), desktop(user, more)],
    users: [...(scenario.users ?? []), profile(user)],
  });
