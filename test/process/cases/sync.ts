import type { JsonValue } from '../../../src/simulator/json.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { casesOf, usage } from './case.ts';
import { task } from './rows.ts';

const ALL = ['tasks', 'idle', 'syncing', 'paused', 'error', 'stalled'] as const;
/** The perfdata of so many tasks without thresholds; each has 150 files and 100 MiB. */
const perfdata = (
  counts: Partial<Record<(typeof ALL)[number], number | string>>,
  moved = counts.tasks ?? 0,
) =>
  [
    ...ALL.map((label) => `${label}=${String(counts[label] ?? 0).replace(/^\d+$/, '$&;;')};0`),
    `files_synced=${Number(moved) * 150};;;0`,
    `bytes_synced=${Number(moved) * 104_857_600}B;;;0`,
  ].join(' ');
const of = (...rows: NonNullable<Scenario['syncs']>): Scenario => ({ syncs: rows });

const mixed = of(
  task('Idle', 'idle'),
  task('Busy', 'syncing'),
  task('Held', 'paused'),
  task('Broken', 'error', { user: 'bob' }),
);
const broken = (count: number) =>
  of(...Array.from({ length: count }, (_, index) => task(`S${index}`, 'error')));
const listing = (data: JsonValue): Scenario => ({
  faults: { 'SYNO.SynologyDrive.ShareSync.ListConnections': { data } },
});

/** What is said of a list in which rows are missing. */
const SHORT = (total: number, sent: number) =>
  `SYNO.SynologyDrive.ShareSync ListConnections: the NAS says there are ${total} rows, but sent ${sent}. If that does not pass, please report it with the output of -vvv`;

export const syncCases = casesOf('sync', [
  {
    title: 'is OK without any task',
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE SYNC OK - 0 tasks | ${perfdata({})}`],
  },
  {
    title: 'is OK with tasks that sync or have nothing to do',
    scenario: of(task('Team Projects', 'idle'), task('Marketing', 'syncing', { user: 'bob' })),
    args: ['-v'],
    dsm: 'same',
    code: 0,
    stdout: [
      `DRIVE SYNC OK - 2 tasks: 1 idle, 1 syncing | ${perfdata({ tasks: 2, idle: 1, syncing: 1 })}`,
      '[OK] Team Projects of anna: idle',
      '[OK] Marketing of bob: syncing',
    ],
  },
  {
    title: 'is WARNING with a paused task',
    scenario: of(task('Held', 'paused')),
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE SYNC WARNING - Held of anna: paused. 1 task: 1 paused | ${perfdata({ tasks: 1, paused: 1 })}`,
    ],
  },
  {
    title: 'is CRITICAL with a task in error, which it names first',
    scenario: mixed,
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE SYNC CRITICAL - Broken of bob: error, Held of anna: paused. 4 tasks: 1 idle, 1 syncing, 1 paused, 1 error | ${perfdata({ tasks: 4, idle: 1, syncing: 1, paused: 1, error: 1 })}`,
      '[CRITICAL] Broken of bob: error',
      '[WARNING] Held of anna: paused',
    ],
  },
  {
    title: 'is UNKNOWN with a status that nobody knows or none, but CRITICAL beside one in error',
    scenario: of(
      task('A', 'uptodate'),
      task('B', 'error'),
      { user: 'anna', share_name: 'C' },
      task('D', 'Idle'),
    ),
    code: 2,
    stdout: [
      'DRIVE SYNC CRITICAL - B of anna: error, A of anna: uptodate, a status nobody knows, C of anna: its status is missing: the NAS did not send it, D of anna: Idle, a status nobody knows. 4 tasks: 3 in another status, 1 error | tasks=4;;;0 idle=0;;;0 syncing=0;;;0 paused=0;;;0 error=1;;;0 stalled=0;;;0',
      '[CRITICAL] B of anna: error',
      '[UNKNOWN] A of anna: uptodate, a status nobody knows',
      '[UNKNOWN] C of anna: its status is missing: the NAS did not send it',
      '[UNKNOWN] D of anna: Idle, a status nobody knows',
    ],
  },
  {
    title: 'gives a status the state of --state, and words nobody knows that of *',
    scenario: of(
      task('A', 'uptodate'),
      task('B', 'error'),
      task('C', 'paused'),
      task('D', 'idle'),
      task('E', 'Uploading'),
    ),
    args: [
      '--state',
      '*=ok',
      '--state',
      'Error=0',
      '--state',
      'paused = OK',
      '--state=idle=2',
      '--state',
      'uploading=warn',
    ],
    code: 2,
    stdout: [
      `DRIVE SYNC CRITICAL - D of anna: idle, E of anna: Uploading, a status nobody knows. 5 tasks: 2 in another status, 1 error, 1 paused, 1 idle | ${perfdata({ tasks: 5, idle: 1, paused: 1, error: 1 })}`,
      '[CRITICAL] D of anna: idle',
      '[WARNING] E of anna: Uploading, a status nobody knows',
    ],
  },
  {
    title: 'does not take * for a status that is known',
    scenario: of(task('A', 'error')),
    args: ['--state', '*=ok'],
    dsm: 'same',
    code: 2,
    stdout: [`DRIVE SYNC CRITICAL - A of anna: error. 1 task: 1 error | ${perfdata({ tasks: 1, error: 1 })}`],
  },
  {
    title: 'lets -c replace the CRITICAL of a task in error',
    scenario: broken(1),
    args: ['-w', '0', '-c', '2'],
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE SYNC WARNING - 1 task in status error (above 0). 1 task: 1 error | ${perfdata({ tasks: 1, error: '1;0;2' })}`,
    ],
  },
  {
    title: 'is CRITICAL with more tasks in error than -c allows',
    scenario: broken(3),
    args: ['--warning-error', '0', '--critical-error', '2'],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE SYNC CRITICAL - 3 tasks in status error (above 2). 3 tasks: 3 error | ${perfdata({ tasks: 3, error: '3;0;2' })}`,
    ],
  },
  {
    title: 'stays CRITICAL with a task in error when only -w was given',
    scenario: broken(1),
    args: ['-w', '5'],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE SYNC CRITICAL - S0 of anna: error. 1 task: 1 error | ${perfdata({ tasks: 1, error: '1;5;' })}`,
    ],
  },
  {
    title: 'lets --state win over -w and -c',
    scenario: broken(3),
    args: ['-w', '0', '-c', '1', '--state', 'error=warning'],
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE SYNC WARNING - S0 of anna: error, S1 of anna: error, S2 of anna: error. 3 tasks: 3 error | ${perfdata({ tasks: 3, error: '3;0;1' })}`,
      '[WARNING] S0 of anna: error',
      '[WARNING] S1 of anna: error',
      '[WARNING] S2 of anna: error',
    ],
  },
  {
    title: 'lets --warning-paused replace the WARNING of a paused task',
    scenario: of(task('Held', 'paused')),
    args: ['--warning-paused', '1'],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE SYNC OK - 1 task: 1 paused | ${perfdata({ tasks: 1, paused: '1;1;' })}`],
  },
  {
    title: 'has thresholds of its own for every number of tasks',
    scenario: of(task('Busy', 'syncing'), task('Idle', 'idle')),
    args: [
      ...['--warning-tasks=1', '--critical-tasks=5', '--warning-idle=2:', '--critical-idle=4'],
      ...['--warning-syncing=3', '--critical-syncing=0', '--critical-paused=1', '--warning-stalled=2'],
      '--critical-stalled=1:',
    ],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE SYNC CRITICAL - 1 task in status syncing (above 0), 0 stalled tasks (below 1), 2 tasks (above 1), 1 task in status idle (below 2). 2 tasks: 1 syncing, 1 idle | ${perfdata({ tasks: '2;1;5', idle: '1;2:;4', syncing: '1;3;0', paused: '0;;1', stalled: '0;2;1:' }, 2)}`,
      '[CRITICAL] 1 task in status syncing (above 0)',
      '[CRITICAL] 0 stalled tasks (below 1)',
      '[WARNING] 2 tasks (above 1)',
      '[WARNING] 1 task in status idle (below 2)',
    ],
  },
  {
    title: 'judges the files and the data of each task by thresholds with units',
    scenario: of(task('A', 'idle'), task('B', 'idle', { files_synced: 10, bytes_synced: 10 })),
    args: [
      ...['--warning-files-synced=100', '--critical-files-synced=1000'],
      ...['--warning-bytes-synced=1KiB:', '--critical-bytes-synced=50MiB'],
    ],
    dsm: 'same',
    code: 2,
    stdout: [
      'DRIVE SYNC CRITICAL - A of anna: data synced 100 MiB (above 50 MiB), A of anna: 150 files synced (above 100), B of anna: data synced 10 B (below 1 KiB). 2 tasks: 2 idle | tasks=2;;;0 idle=2;;;0 syncing=0;;;0 paused=0;;;0 error=0;;;0 stalled=0;;;0 files_synced=160;;;0 bytes_synced=104857610B;;;0',
      '[CRITICAL] A of anna: data synced 100 MiB (above 50 MiB)',
      '[WARNING] A of anna: 150 files synced (above 100)',
      '[WARNING] B of anna: data synced 10 B (below 1 KiB)',
    ],
  },
  {
    title: 'leaves out a sum of which a part was not told',
    scenario: of(task('A', 'idle', { files_synced: -1 }), task('B', 'idle', { bytes_synced: 0.5 })),
    dsm: 'same',
    code: 0,
    stdout: [
      'DRIVE SYNC OK - 2 tasks: 2 idle | tasks=2;;;0 idle=2;;;0 syncing=0;;;0 paused=0;;;0 error=0;;;0 stalled=0;;;0',
    ],
  },
  {
    title: 'is UNKNOWN when a threshold is set on what was not told, but reads texts of digits',
    scenario: listing({
      connections: [
        { user: 'anna', share_name: 'A', sync_status: 'idle', files_synced: '150', bytes_synced: null },
        { user: 'anna', share_name: 'B', sync_status: 'idle', files_synced: 'many', bytes_synced: '7' },
      ],
      total: 2,
    }),
    args: ['--warning-files-synced', '200', '--critical-bytes-synced', '1GiB'],
    code: 3,
    stdout: [
      'DRIVE SYNC UNKNOWN - A of anna: bytes_synced is missing: the NAS did not send it, B of anna: files_synced is missing: the NAS did not send it. 2 tasks: 2 idle | tasks=2;;;0 idle=2;;;0 syncing=0;;;0 paused=0;;;0 error=0;;;0 stalled=0;;;0',
      '[UNKNOWN] A of anna: bytes_synced is missing: the NAS did not send it',
      '[UNKNOWN] B of anna: files_synced is missing: the NAS did not send it',
    ],
  },
  {
    title: 'is UNKNOWN without its list, and says what there was instead',
    scenario: listing({ total: 0 }),
    code: 3,
    stdout: [
      'DRIVE SYNC UNKNOWN - SYNO.SynologyDrive.ShareSync ListConnections: data.connections should be a list, but is missing: data has total. This NAS speaks another version of the API: please report it with the output of -vvv',
    ],
  },
  {
    title: 'requires shares, whatever is filtered, and minds their case',
    scenario: mixed,
    args: ['--require', 'Held', '--require', 'busy', '--include-share', 'Idle'],
    dsm: 'same',
    code: 2,
    stdout: [`DRIVE SYNC CRITICAL - busy: has no task. 1 task: 1 idle | ${perfdata({ tasks: 1, idle: 1 })}`],
  },
  {
    title: 'looks at users in any case and at shares in theirs',
    scenario: mixed,
    args: [
      '--include-user',
      'ANNA',
      '--include-share',
      '/^[HI]/',
      '--include-share',
      'busy',
      '--exclude-share',
      'Held',
    ],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE SYNC OK - 1 task: 1 idle | ${perfdata({ tasks: 1, idle: 1 })}`],
  },
  {
    title: 'leaves out users who are excluded',
    scenario: mixed,
    args: ['--exclude-user', 'Bob', '--exclude-share', '/held/i'],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE SYNC OK - 2 tasks: 1 idle, 1 syncing | ${perfdata({ tasks: 2, idle: 1, syncing: 1 })}`],
  },
  {
    title: 'is UNKNOWN when no task is left of those that were asked for',
    scenario: mixed,
    args: ['--include-share', 'idle', '--include-user', '/x/'],
    dsm: 'same',
    code: 3,
    stdout: [
      `DRIVE SYNC UNKNOWN - there is no task of user /x/, share idle: nothing to judge. 0 tasks | ${perfdata({})}`,
    ],
  },
  {
    title: 'names a task without a user or a share as one',
    scenario: of({ sync_status: 'paused', files_synced: 150, bytes_synced: 104_857_600 }),
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE SYNC WARNING - (no share): paused. 1 task: 1 paused | ${perfdata({ tasks: 1, paused: 1 })}`,
    ],
  },
  {
    title: 'is UNKNOWN by a list that is shorter than the NAS says, and takes nothing for absent',
    scenario: listing({ connections: [], total: 3 }),
    args: ['--require', 'Docs', '--include-user', 'anna', '--critical-tasks', '1:'],
    code: 3,
    stdout: [`DRIVE SYNC UNKNOWN - ${SHORT(3, 0)}. 0 tasks`],
  },
  {
    title: 'is CRITICAL by a task in error of a list that is too short',
    scenario: listing({ connections: [task('Docs', 'error') as never], total: 2 }),
    code: 2,
    stdout: [
      'DRIVE SYNC CRITICAL - Docs of anna: error, +1 more. 1 task: 1 error',
      '[CRITICAL] Docs of anna: error',
      `[UNKNOWN] ${SHORT(2, 1)}`,
    ],
  },
  {
    title: 'says at -v when the list is longer than the NAS says',
    scenario: listing({ connections: [task('Docs', 'idle') as never], total: 0 }),
    args: ['-v'],
    code: 0,
    stdout: [
      `DRIVE SYNC OK - 1 task: 1 idle | ${perfdata({ tasks: 1, idle: 1 })}`,
      '[OK] Docs of anna: idle',
      'the NAS says there are 0 rows, but sent 1',
    ],
  },
  {
    title: 'refuses --state without a state',
    args: ['--state', 'error=bad'],
    dsm: 'same',
    code: 3,
    stdout: [
      'DRIVE SYNC UNKNOWN - --state error=bad: expected STATUS=STATE, such as paused=ok',
      usage('sync'),
    ],
  },
]);

const STALLED = ['--stalled', '30m'];
const busy = (files: number, bytes: number, status = 'syncing') =>
  of(task('Busy', status, { files_synced: files, bytes_synced: bytes }));
const one = (files: number, bytes: number, counts: Parameters<typeof perfdata>[0] = { syncing: 1 }) =>
  perfdata({ tasks: 1, ...counts }).replace(
    /files_synced=.*/,
    `files_synced=${files};;;0 bytes_synced=${bytes}B;;;0`,
  );

export const stallCases = casesOf('sync', [
  {
    title: 'does not take a task for stalled that it sees for the first time',
    scenario: busy(1, 1),
    args: STALLED,
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE SYNC OK - 1 task: 1 syncing | ${one(1, 1)}`],
  },
  {
    title: 'is WARNING when neither files nor bytes have moved for so long',
    scenario: busy(1, 1),
    earlier: [{ args: STALLED, later: 3600 }],
    args: STALLED,
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE SYNC WARNING - Busy of anna: stalled, no progress for 1 h. 1 task: 1 syncing | ${one(1, 1, { syncing: 1, stalled: 1 })}`,
    ],
  },
  {
    title: 'is OK when a task has stood still for less long',
    scenario: busy(1, 1),
    earlier: [{ args: STALLED, later: 1740 }],
    args: STALLED,
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE SYNC OK - 1 task: 1 syncing | ${one(1, 1)}`],
  },
  {
    title: 'is OK when only the bytes have moved, or the files',
    scenario: busy(2, 2),
    earlier: [
      { scenario: busy(1, 1), args: STALLED, later: 1860 },
      { scenario: busy(1, 2), args: STALLED, later: 1500 },
      { scenario: busy(1, 2), args: STALLED, later: 240 },
    ],
    args: STALLED,
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE SYNC OK - 1 task: 1 syncing | ${one(2, 2)}`],
  },
  {
    title: 'counts anew after a task was idle',
    scenario: busy(1, 1),
    earlier: [
      { args: STALLED, later: 1000 },
      { scenario: busy(1, 1, 'idle'), args: STALLED, later: 1000 },
    ],
    args: STALLED,
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE SYNC OK - 1 task: 1 syncing | ${one(1, 1)}`],
  },
  {
    title: 'counts anew when the clock was set back',
    scenario: busy(1, 1),
    earlier: [{ args: STALLED, later: -3600 }],
    args: STALLED,
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE SYNC OK - 1 task: 1 syncing | ${one(1, 1)}`],
  },
  {
    title: 'remembers what was filtered out, also without a session cache',
    scenario: busy(1, 1),
    earlier: [{ args: [...STALLED, '--exclude-share', 'Busy', '--no-session-cache'], later: 90_000 }],
    args: ['--stalled', '1d', '--no-session-cache'],
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE SYNC WARNING - Busy of anna: stalled, no progress for 1 d 1 h. 1 task: 1 syncing | ${one(1, 1, { syncing: 1, stalled: 1 })}`,
    ],
  },
  {
    title: 'is UNKNOWN when a stall is asked for and nothing tells of movement',
    scenario: of({ user: 'anna', share_name: 'Busy', sync_status: 'syncing' }),
    args: STALLED,
    dsm: 'same',
    code: 3,
    stdout: [
      'DRIVE SYNC UNKNOWN - Busy of anna: neither files_synced nor bytes_synced was sent, so it cannot be told whether it moves. 1 task: 1 syncing | tasks=1;;;0 idle=0;;;0 syncing=1;;;0 paused=0;;;0 error=0;;;0 stalled=0;;;0',
    ],
  },
  {
    title: 'lets --warning-stalled replace the WARNING of a stalled task',
    scenario: busy(1, 1),
    earlier: [{ args: STALLED, later: 3600 }],
    args: [...STALLED, '--warning-stalled', '1'],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE SYNC OK - 1 task: 1 syncing | ${one(1, 1, { syncing: 1, stalled: '1;1;' })}`],
  },
  {
    title: 'refuses --stalled that is no duration',
    args: ['--stalled', '-5m'],
    dsm: 'same',
    code: 3,
    stdout: ['DRIVE SYNC UNKNOWN - --stalled -5m: expected a duration such as 30m', usage('sync')],
  },
]);
