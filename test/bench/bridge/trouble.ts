import type { Fault } from '../../../src/simulator/fault.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import type { Dice } from './dice.ts';

const METHODS = {
  documented: [
    '*',
    'SYNO.API.Info.*',
    'SYNO.SynologyDrive.Connections.GetSummary',
    'SYNO.SynologyDrive.Connections.List',
    'SYNO.SynologyDrive.ShareSync.*',
    'SYNO.SynologyDrive.UserProfile.*',
  ],
  dsm: [
    '*',
    'SYNO.API.Info.*',
    'SYNO.SynologyDrive.Connection.summary',
    'SYNO.SynologyDrive.Connection.list',
    'SYNO.SynologyDriveShareSync.Connection.*',
    'SYNO.Core.Quota.*',
    'SYNO.SynologyDrive.Privilege.*',
  ],
} as const;

/** None of 400 to 411: after a refused log-in nobody asks again for a long time, and rightly so. */
const CODES = [100, 101, 102, 103, 104, 105, 106, 107, 109, 117, 119, 120, 500, 501, 503];

/** Something that goes wrong at a NAS. */
export function randomFault(dice: Dice, dialect: keyof typeof METHODS): readonly [string, Fault] {
  const times = dice.pick([{}, { times: dice.from(1, 12) }]);
  const fault = dice.pick<() => Fault>([
    () => ({ code: dice.pick(CODES) }),
    () => ({ status: dice.pick([301, 403, 404, 500, 502, 503]) }),
    () => ({ raw: dice.pick(['', 'oops', '[]', '{"success":true}', '{"success":true,"data":null}']) }),
    () => ({ hang: true }),
    () => ({ reset: true }),
    () => ({ cut: true }),
    () => ({ truncate: true }),
    () => ({ delay: dice.from(100, 3000) }),
    () => ({ data: dice.pick([{}, [], { total: -1 }, { connections: 'none', items: {}, conn: 7 }]) }),
  ]);
  return [dice.pick(METHODS[dialect]), { ...fault(), ...times }];
}

type Change = (scenario: Scenario, dice: Dice) => Scenario;

const without = <Row>(rows: readonly Row[] = [], dice: Dice): Row[] => {
  const gone = dice.from(0, rows.length - 1);
  return rows.filter((_, index) => index !== gone);
};

const altered = <Row>(rows: readonly Row[] = [], dice: Dice, change: (row: Row) => Row): Row[] => {
  const chosen = dice.from(0, rows.length - 1);
  return rows.map((row, index) => (index === chosen ? change(row) : row));
};

const MOST_ROWS = 60;

const CHANGES: readonly Change[] = [
  (scenario, dice) => ({ ...scenario, connections: without(scenario.connections, dice) }),
  (scenario, dice) => ({ ...scenario, syncs: without(scenario.syncs, dice) }),
  (scenario, dice) => ({ ...scenario, users: without(scenario.users, dice) }),
  (scenario, dice) => ({
    ...scenario,
    connections: [
      ...(scenario.connections ?? []),
      {
        user: scenario.users?.[0]?.user ?? 'nobody',
        client_type: dice.pick(['desktop', 'mobile']),
        client_version: '3.5.1',
        ip_address: `10.0.0.${dice.from(1, 254)}`,
        connected_time: 1_732_788_000 + dice.from(0, 86_400),
      },
    ].slice(-MOST_ROWS),
  }),
  (scenario, dice) => ({
    ...scenario,
    syncs: [
      ...(scenario.syncs ?? []),
      {
        user: scenario.users?.[0]?.user ?? 'nobody',
        share_name: `Share ${dice.from(1, 99)}`,
        sync_status: 'idle',
        files_synced: 0,
        bytes_synced: 0,
      },
    ].slice(-MOST_ROWS),
  }),
  (scenario, dice) => ({
    ...scenario,
    users: [
      ...(scenario.users ?? []).filter(({ user }) => user !== 'guest'),
      { user: 'guest', quota_used: dice.from(0, 2 ** 30), quota_total: 2 ** 31, last_sync_time: 0 },
    ],
  }),
  (scenario, dice) => ({
    ...scenario,
    syncs: altered(scenario.syncs, dice, (row) => ({
      ...row,
      sync_status: dice.pick(['idle', 'syncing', 'paused', 'error', 'dreaming']),
      files_synced: dice.from(0, 9999),
    })),
  }),
  (scenario, dice) => ({
    ...scenario,
    users: altered(scenario.users, dice, (row) => ({ ...row, quota_used: dice.from(0, 2 ** 36) })),
  }),
];

/** A day in the life of a NAS: somebody comes or goes, a task fails, a quota fills. */
export const changed: Change = (scenario, dice) => dice.pick(CHANGES)(scenario, dice);
