import { formatDuration } from '../../config/duration.ts';
import type { Profile } from '../../drive/model.ts';
import { type Metric, NEVER, type Probe } from '../../probes/probe.ts';
import { profiles } from '../../probes/profiles.ts';
import type { Arguments } from '../arguments.ts';
import type { Check, CheckContext } from '../check.ts';
import type { Finding, Report } from '../finding.ts';
import { judge, judgeTotals, known, ownTotals, perfdataOf, sayMissing, totalsPerfdata } from '../judge.ts';
import { type OptionSpec, UsageError } from '../option.ts';
import { perUserLabel } from '../perfdata.ts';
import type { State } from '../status.ts';
import type { Thresholds } from '../thresholds.ts';
import { stateOption } from './client-options.ts';
import { PROFILE_OPTIONS, readProfiles } from './read-profiles.ts';

const MAIN = 'last_sync';
/** A last sync this far in the future says that a clock is wrong (seconds). */
const FUTURE = 5 * 60;
const group = 'Rules:';

const LAST_SYNC_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'never-state',
    kind: 'value',
    metavar: 'STATE',
    help: 'state of a user who never synced',
    fallback: 'warning as soon as a threshold is given, else ok',
    example: 'ok',
    group,
  },
  {
    name: 'basis',
    kind: 'value',
    metavar: 'auto|sync|seen',
    help: 'judge the last sync, or when a device of the user was last connected',
    fallback: 'auto: the last sync where the NAS knows one',
    example: 'sync',
    group,
  },
  ...PROFILE_OPTIONS,
];

function refuseSeen(args: Arguments): void {
  const basis = args.parsed(
    'basis',
    (text) => (['auto', 'sync', 'seen'].includes(text) ? text : undefined),
    'auto, sync or seen',
  );
  if (basis === 'seen')
    throw new UsageError(
      '--basis seen: this NAS does not tell when a device was last connected, use --basis sync',
    );
}

function neverState(args: Arguments, thresholds: Thresholds): State {
  return stateOption(args, 'never-state', thresholds.isJudged(MAIN) ? 'WARNING' : 'OK');
}

function judgeUser(metric: Metric<Profile>, profile: Profile, context: CheckContext, never: State): Finding {
  const { user, source } = profile;
  const { thresholds, now } = context;
  const reading = metric.read(profile, now);
  if (reading === NEVER) return { state: never, text: `${user}: never synced` };
  const [missing] = sayMissing([metric], [metric.name], profile, now, source, user);
  const judged = missing ??
    judge(metric, profile, thresholds, now, user) ?? { state: 'UNKNOWN', text: `${user}: not judged` };
  const ahead = typeof reading === 'number' ? reading - now : 0;
  if (ahead <= FUTURE) return judged;
  return {
    state: judged.state,
    text: `${user}: last sync ${formatDuration(ahead)} in the future, compare the clocks`,
  };
}

/** The check of how long ago each user last synced. */
export function lastSyncCheck(probe: Probe<Profile> = profiles): Check {
  const metrics: readonly Metric<Profile>[] = probe.metrics.filter(({ unit }) => unit === 'timestamp');
  const names = metrics.map(({ name }) => name);
  const totals = probe.totals.filter(
    ({ name, of }) => ['users', 'never'].includes(name) || names.includes(of ?? ''),
  );

  async function run(context: CheckContext): Promise<Report> {
    const { args, thresholds, now } = context;
    refuseSeen(args);
    const never = neverState(args, thresholds);
    const { rows, unread } = await readProfiles(context);
    const perUser = (row: Profile) =>
      known(metrics.map((metric) => perfdataOf(metric, row, thresholds.of(metric.name), now))).map(
        (item) => ({
          ...item,
          label: `${perUserLabel(row.user)}_age`,
        }),
      );
    return {
      findings: [
        ...unread,
        ...judgeTotals(ownTotals({ metrics }, totals), rows, thresholds, now),
        ...rows.flatMap((row) => metrics.map((metric) => judgeUser(metric, row, context, never))),
      ],
      summary: summarize(rows, now),
      perfdata: [
        ...totalsPerfdata({ metrics }, totals, rows, thresholds, now),
        ...(args.has('perfdata-per-user') ? rows.flatMap(perUser) : []),
      ],
    };
  }

  function summarize(rows: readonly Profile[], now: number): string {
    const oldest = totals.find(({ name }) => name === 'oldest')?.read(rows, now);
    const never = rows.filter(({ lastSyncTime }) => lastSyncTime === 0).length;
    const users = rows.length === 1 ? '1 user' : `${rows.length} users`;
    const since = typeof oldest === 'number' ? `, oldest sync ${formatDuration(oldest)} ago` : '';
    return `${users}${since}${never > 0 ? `, ${never} never synced` : ''}`;
  }

  return {
    id: 'last_sync',
    name: 'LAST SYNC',
    about: 'How long ago each user last synced',
    metrics: [...metrics, ...ownTotals({ metrics }, totals)],
    main: MAIN,
    defaults: {},
    options: LAST_SYNC_OPTIONS,
    perfdata: [{ when: 'always', metrics: totals }],
    timeout: 30,
    examples: [
      { says: 'no sync for a day and a half is a WARNING, for three days CRITICAL', args: '-w 36h -c 3d' },
      { says: 'the same, but whoever never synced is fine', args: '-w 36h -c 3d --never-state ok' },
      { says: 'one user only', args: '--include-user john.doe -c 24h' },
    ],
    run,
  };
}
