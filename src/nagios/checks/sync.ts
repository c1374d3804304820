import { formatDuration, parseDuration } from '../../config/duration.ts';
import type { SyncTask } from '../../drive/model.ts';
import type { Probe } from '../../probes/probe.ts';
import { SYNC_STATUSES, type SyncRow, sync } from '../../probes/sync.ts';
import type { Arguments } from '../arguments.ts';
import type { Check, CheckContext } from '../check.ts';
import {
  type Filter,
  filterFrom,
  filterRows,
  SHARE_FILTERS,
  saySought,
  USER_FILTERS,
} from '../filter-options.ts';
import type { Finding, Report } from '../finding.ts';
import { judge, judgeTotals, known, ownTotals, totalsPerfdata } from '../judge.ts';
import type { OptionSpec } from '../option.ts';
import { parseState, type State } from '../status.ts';
import type { Thresholds } from '../thresholds.ts';
import { judgeSize } from './listing.ts';
import { findStalls } from './stall-memory.ts';

const group = 'Rules:';

const SYNC_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'state',
    kind: 'list',
    metavar: 'STATUS=STATE',
    help: 'state of a task in this status (idle, syncing, paused, error, * for words nobody knows); repeatable',
    fallback: 'error=critical, paused=warning, *=unknown',
    example: 'paused=ok',
    group,
  },
  {
    name: 'stalled',
    kind: 'value',
    metavar: 'DURATION',
    help: 'WARNING for a task that is syncing while neither files nor bytes move for so long (remembered between runs)',
    unit: 'seconds, or with a unit such as min or h',
    example: '30m',
    group,
  },
  {
    name: 'require',
    kind: 'list',
    metavar: 'SHARE',
    help: 'CRITICAL when this share has no task; repeatable',
    example: 'Team Projects',
    group,
  },
  ...USER_FILTERS,
  ...SHARE_FILTERS,
];

/** States of a status that nobody has to ask for. A given threshold on their number replaces the one of its severity. */
const BUILT_IN: Readonly<Record<string, { state: State; severity: 'warning' | 'critical' }>> = {
  error: { state: 'CRITICAL', severity: 'critical' },
  paused: { state: 'WARNING', severity: 'warning' },
};

/** Stands for every status that is not documented. */
const ANY_OTHER = '*';

type StatusStates = ReadonlyMap<string, State>;

function parseStatusState(text: string): [string, State] | undefined {
  const [, status, word] = /^\s*(.+?)\s*=\s*(.+?)\s*$/.exec(text) ?? [];
  const state = word === undefined ? undefined : parseState(word);
  return status === undefined || state === undefined ? undefined : [status.toLowerCase(), state];
}

const positiveDuration = (text: string) => {
  const seconds = parseDuration(text);
  return seconds === 0 ? undefined : seconds;
};

const readStates = (args: Arguments): StatusStates =>
  new Map(args.allParsed('state', parseStatusState, 'STATUS=STATE, such as paused=ok'));

const isDocumented = (status: string) => (SYNC_STATUSES as readonly string[]).includes(status);

function stateOf(status: string, explicit: StatusStates, thresholds: Thresholds): State {
  const given =
    explicit.get(status.toLowerCase()) ?? (isDocumented(status) ? undefined : explicit.get(ANY_OTHER));
  if (given !== undefined) return given;
  if (!isDocumented(status)) return 'UNKNOWN';
  const builtIn = BUILT_IN[status];
  return builtIn && !thresholds.isGiven(builtIn.severity, status) ? builtIn.state : 'OK';
}

const sayTask = ({ shareName = '(no share)', user }: SyncTask) =>
  user === undefined ? shareName : `${shareName} of ${user}`;

function sayStatus(status: string | undefined): string {
  if (status === undefined) return 'its status is missing: the NAS did not send it';
  return isDocumented(status) ? status : `${status}, a status nobody knows`;
}

function judgeStatus(row: SyncRow, explicit: StatusStates, thresholds: Thresholds): Finding {
  const state = row.status === undefined ? 'UNKNOWN' : stateOf(row.status, explicit, thresholds);
  return { state, text: `${sayTask(row)}: ${sayStatus(row.status)}` };
}

function judgeStalled(row: SyncRow, thresholds: Thresholds): Finding | undefined {
  if (row.unclear !== undefined) return { state: 'UNKNOWN', text: `${sayTask(row)}: ${row.unclear}` };
  if (!row.stalled) return undefined;
  return {
    state: thresholds.isGiven('warning', 'stalled') ? 'OK' : 'WARNING',
    text: `${sayTask(row)}: stalled, no progress for ${formatDuration(row.standsStill ?? 0)}`,
  };
}

function judgeAbsence(rows: readonly SyncTask[], users: Filter, shares: Filter): Finding[] {
  const sought = saySought({ user: users.include, share: shares.include });
  if (rows.length > 0 || sought === '') return [];
  return [{ state: 'UNKNOWN', text: `there is no task of ${sought}: nothing to judge` }];
}

function judgeRequired(shares: readonly string[], rows: readonly SyncTask[]): Finding[] {
  return shares.map((share) =>
    rows.some((row) => row.shareName === share)
      ? { state: 'OK', text: `${share}: has a task` }
      : { state: 'CRITICAL', text: `${share}: has no task` },
  );
}

/** `3 tasks: 2 idle, 1 syncing`; what nobody knows is counted together. */
function summarize(rows: readonly SyncRow[]): string {
  const counts = new Map<string, number>();
  for (const { status = '' } of rows) {
    const word = isDocumented(status) ? status : 'in another status';
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const said = [...counts].map(([status, count]) => `${count} ${status}`).join(', ');
  const tasks = rows.length === 1 ? '1 task' : `${rows.length} tasks`;
  return said === '' ? tasks : `${tasks}: ${said}`;
}

/** The check of each ShareSync task. */
export function syncCheck(probe: Probe<SyncRow> = sync): Check {
  async function run(context: CheckContext): Promise<Report> {
    const { args, drive, thresholds, trace, now } = context;
    const explicit = readStates(args);
    const [users, shares] = [filterFrom(args, 'user'), filterFrom(args, 'share')];
    const limit = args.parsed('stalled', positiveDuration, 'a duration such as 30m');
    const listing = await (await drive()).syncTasks();
    const gaps = judgeSize(listing, trace);
    for (const row of listing.rows)
      if (row.others !== undefined) trace(2, `${sayTask(row)} also has ${row.others}`);
    const stalls = limit === undefined ? undefined : findStalls(listing.rows, limit, context);
    const chosen = filterRows(
      filterRows(listing.rows, users, (row) => row.user),
      shares,
      (row) => row.shareName,
    );
    const rows: SyncRow[] = chosen.map((row) => ({ ...row, ...stalls?.get(row) }));
    const totals = ownTotals(probe, probe.totals).filter(({ name }) => !explicit.has(name));
    return {
      findings: [
        ...(gaps.length > 0
          ? gaps
          : [
              ...judgeAbsence(rows, users, shares),
              ...judgeRequired(args.all('require'), listing.rows),
              ...judgeTotals(totals, rows, thresholds, now),
            ]),
        ...rows.map((row) => judgeStatus(row, explicit, thresholds)),
        ...known(rows.map((row) => judgeStalled(row, thresholds))),
        ...rows
          .flatMap((row) =>
            known(probe.metrics.map((metric) => judge(metric, row, thresholds, now, sayTask(row)))),
          )
          .filter(({ state }) => state !== 'OK'),
      ],
      summary: summarize(rows),
      perfdata: gaps.length > 0 ? [] : totalsPerfdata(probe, probe.totals, rows, thresholds, now),
    };
  }
  return {
    id: 'sync',
    name: 'SYNC',
    about: 'The status of each ShareSync task, and whether it stalls',
    metrics: [...ownTotals(probe, probe.totals), ...probe.metrics],
    main: 'error',
    defaults: {},
    options: SYNC_OPTIONS,
    perfdata: [{ when: 'always', metrics: probe.totals }],
    timeout: 10,
    examples: [
      { says: 'as it comes: a task in error is CRITICAL, a paused one WARNING', args: '' },
      {
        says: 'a task that has not moved for half an hour is a WARNING, a paused one is fine',
        args: '--stalled 30m --state paused=ok',
      },
      { says: 'up to two tasks in error are a WARNING, more are CRITICAL', args: '-w 0 -c 2' },
    ],
    run,
  };
}
