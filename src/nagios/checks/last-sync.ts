import { formatDuration } from '../../config/duration.ts';
import type { Profile } from '../../drive/model.ts';
import type { Metric, Probe } from '../../probes/probe.ts';
import { profiles } from '../../probes/profiles.ts';
import type { Check, CheckContext } from '../check.ts';
import type { Report } from '../finding.ts';
import { judgeTotals, known, ownTotals, perfdataOf, totalsPerfdata } from '../judge.ts';
import type { OptionSpec } from '../option.ts';
import { perUserLabel } from '../perfdata.ts';
import type { Thresholds } from '../thresholds.ts';
import { type Basis, chooseBasis, readBasis } from './basis.ts';
import { stateOption } from './client-options.ts';
import { judgeLastSync, sayFuture } from './judge-last-sync.ts';
import { PROFILE_OPTIONS, readProfiles, wishOf } from './read-profiles.ts';
import { readSeen, type SeenProfile } from './read-seen.ts';

const MAIN = 'last_sync';
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

/** Whoever never synced is WARNING as soon as somebody cares when, unless a threshold on their number was given. */
const neverByDefault = (thresholds: Thresholds) =>
  thresholds.isJudged(MAIN) && !thresholds.isGiven('warning', 'never') ? 'WARNING' : 'OK';

/** The check of how long ago each user last synced. */
export function lastSyncCheck(probe: Probe<Profile> = profiles): Check {
  const metrics: readonly Metric<Profile>[] = probe.metrics.filter(({ unit }) => unit === 'timestamp');
  const names = metrics.map(({ name }) => name);
  const totals = probe.totals.filter(
    ({ name, of }) => ['users', 'never'].includes(name) || names.includes(of ?? ''),
  );

  async function run(context: CheckContext): Promise<Report> {
    const { args, thresholds, now } = context;
    const never = stateOption(args, 'never-state', neverByDefault(thresholds));
    const wanted = readBasis(args);
    const users = wishOf(context);
    const drive = await context.drive();
    const basis = chooseBasis(wanted, drive, args);
    const told = metrics.map((metric) => (basis === 'seen' ? { ...metric, title: 'last seen' } : metric));
    const { rows, unread } = await (basis === 'seen'
      ? readSeen(context, drive, users)
      : readProfiles(context, drive, users));
    const judged = rows.flatMap((row) => told.map((metric) => judgeLastSync(metric, row, context, never)));
    // Where something is wrong, its own text names the clock.
    const allWell = judged.every(({ state }) => state === 'OK');
    const perUser = (row: Profile) =>
      known(told.map((metric) => perfdataOf(metric, row, thresholds.of(metric.name), now))).map((item) => ({
        ...item,
        label: `${perUserLabel(row.user)}_age`,
      }));
    return {
      findings: [...unread, ...judgeTotals(ownTotals({ metrics }, totals), rows, thresholds, now), ...judged],
      summary: [summarize(rows, now, basis), ...(allWell ? sayFuture(rows, now) : [])].join(', '),
      perfdata: [
        ...totalsPerfdata({ metrics }, totals, rows, thresholds, now),
        ...(args.has('perfdata-per-user') ? rows.flatMap(perUser) : []),
      ],
    };
  }

  /** `6 users, oldest sync 2 d ago`, `6 users, 4 connected now, oldest device seen 3 d ago, 1 never seen with a device` */
  function summarize(rows: readonly SeenProfile[], now: number, basis: Basis): string {
    const connected = rows.filter(({ connectedNow }) => connectedNow).length;
    const away = rows.filter(({ connectedNow }) => !connectedNow);
    const oldest = totals.find(({ name }) => name === 'oldest')?.read(away, now);
    const never = rows.filter(({ lastSyncTime }) => lastSyncTime === 0).length;
    const [what, word] = basis === 'seen' ? ['device seen', 'seen with a device'] : ['sync', 'synced'];
    return known([
      rows.length === 1 ? '1 user' : `${rows.length} users`,
      connected > 0 ? `${connected} connected now` : undefined,
      typeof oldest === 'number' ? `oldest ${what} ${formatDuration(oldest)} ago` : undefined,
      never > 0 ? `${never} never ${word}` : undefined,
    ]).join(', ');
  }

  return {
    id: 'last_sync',
    name: 'LAST SYNC',
    about: 'How long ago each user last synced, or was last connected',
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
