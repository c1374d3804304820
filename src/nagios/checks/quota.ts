import { formatSize } from '../../config/size.ts';
import type { Profile } from '../../drive/model.ts';
import { type Metric, type Probe, type Total, UNLIMITED } from '../../probes/probe.ts';
import { profiles } from '../../probes/profiles.ts';
import type { Check, CheckContext } from '../check.ts';
import type { Finding, Report } from '../finding.ts';
import {
  judge,
  judgeTotals,
  known,
  ownTotals,
  perfdataOf,
  sayMissing,
  sayUntellable,
  tellable,
  totalsPerfdata,
} from '../judge.ts';
import type { OptionSpec } from '../option.ts';
import { type PerfdataItem, perUserLabel } from '../perfdata.ts';
import { worst } from '../status.ts';
import type { AnyMetric, Thresholds } from '../thresholds.ts';
import { PROFILE_OPTIONS, readProfiles, wishOf } from './read-profiles.ts';

const MAIN = 'quota_percent';
/** What a user's label ends in. */
const PERCENT = '_percent';
/** Without these two there is no verdict on a quota. */
const REQUIRED = ['quota_used', 'quota_total'];

const VOLUME: OptionSpec = {
  name: 'volume',
  kind: 'value',
  metavar: 'PATH',
  help: 'judge the quotas of this volume only, where the NAS keeps them by volume',
  fallback: 'all of them, summed',
  example: '/volume1',
  group: 'Selection:',
};

/** How many users are in a state: what only a verdict can tell. */
const stateCount = (state: 'warning' | 'critical'): AnyMetric => ({
  name: `users_${state}`,
  title: `users who are ${state.toUpperCase()}`,
  unit: 'count',
});

/** A user, and from which volumes the quota was put together where there are several. */
const sayUser = ({ user, quotaFrom }: Profile) => (quotaFrom === undefined ? user : `${user} (${quotaFrom})`);

/** `john.doe: 5 % of the quota used (5 GiB of 100 GiB)`, or that there is no limit. */
function sayQuota(profile: Profile): Finding {
  const { quotaUsed, quotaTotal } = profile;
  const user = sayUser(profile);
  const used = formatSize(quotaUsed ?? 0);
  const text =
    quotaTotal === 0
      ? `${user}: ${used} used, unlimited`
      : `${user}: ${used} of ${formatSize(quotaTotal ?? 0)} used`;
  return { state: 'OK', text };
}

/** The check of each user's quota. */
export function quotaCheck(probe: Probe<Profile> = profiles): Check {
  const metrics: readonly Metric<Profile>[] = probe.metrics.filter(({ unit }) => unit !== 'timestamp');
  const others: readonly string[] = probe.metrics
    .filter(({ unit }) => unit === 'timestamp')
    .map(({ name }) => name);
  const totals: readonly Total<Profile>[] = probe.totals.filter(
    ({ of, name }) => !others.includes(of ?? '') && name !== 'never',
  );
  const [users, ...otherTotals] = totals;
  const taken = [...metrics, ...totals]
    .filter(({ name }) => name.endsWith(PERCENT))
    .map(({ name }) => name.slice(0, -PERCENT.length));

  function judgeUser(
    told: readonly Metric<Profile>[],
    profile: Profile,
    thresholds: Thresholds,
    now: number,
  ): Finding[] {
    const who = sayUser(profile);
    const missing = sayMissing(told, REQUIRED, profile, now, profile.source, who);
    const judged = told
      .filter(({ name }) => missing.length === 0 || !(REQUIRED.includes(name) || name === MAIN))
      .map((metric) => judge(metric, profile, thresholds, now, who));
    const bad = [...missing, ...known(judged).filter(({ state }) => state !== 'OK')];
    return bad.length > 0 ? bad : [sayQuota(profile)];
  }

  function manyPerfdata(
    rows: readonly Profile[],
    verdicts: readonly Finding[][],
    context: CheckContext,
  ): PerfdataItem[] {
    const { args, thresholds, now } = context;
    const items = totalsPerfdata({ metrics }, totals, rows, thresholds, now);
    const states = verdicts.map((findings) => worst(findings.map(({ state }) => state)));
    const counts = (['warning', 'critical'] as const).map((state) => ({
      label: stateCount(state).name,
      value: states.filter((one) => one === state.toUpperCase()).length,
      uom: '' as const,
      min: 0,
    }));
    const percent = metrics.filter(({ name }) => name === MAIN);
    const perUser = (row: Profile) =>
      percent.map((metric) => perfdataOf(metric, row, thresholds.of(MAIN), now));
    const labelled = (row: Profile) =>
      known(perUser(row)).map((item) => ({ ...item, label: `${perUserLabel(row.user, taken)}${PERCENT}` }));
    return [
      ...items.slice(0, 1),
      ...counts,
      ...items.slice(1),
      ...(args.has('perfdata-per-user') ? rows.flatMap(labelled) : []),
    ];
  }

  async function run(context: CheckContext): Promise<Report> {
    const { args, thresholds, trace, now } = context;
    const wish = wishOf(context);
    const drive = await context.drive();
    if (drive.dialect === 'documented' && args.has('volume'))
      trace(1, `this NAS tells one quota a user, not one a volume: ${args.typed('volume')} changes nothing`);
    const { rows, unread, single } = await readProfiles(context, drive, wish);
    const told = tellable(metrics, drive);
    const verdicts = rows.map((profile) => judgeUser(told, profile, thresholds, now));
    const [only] = rows;
    const one = (profile: Profile) =>
      known(metrics.map((metric) => perfdataOf(metric, profile, thresholds.of(metric.name), now)));
    return {
      findings: [
        ...unread,
        ...sayUntellable(metrics, drive, thresholds),
        ...judgeTotals(ownTotals({ metrics }, totals), rows, thresholds, now),
        ...verdicts.flat(),
      ],
      summary: summarize(rows),
      perfdata: single ? (only ? one(only) : []) : manyPerfdata(rows, verdicts, context),
    };
  }

  return {
    id: 'quota',
    name: 'QUOTA',
    about: "Each user's quota in Synology Drive",
    metrics: [...metrics, ...ownTotals({ metrics }, totals)],
    main: MAIN,
    defaults: { [MAIN]: { warning: '90', critical: '95' } },
    options: [VOLUME, ...PROFILE_OPTIONS],
    perfdata: [
      { when: 'with exactly one --include-user, named exactly', metrics },
      {
        when: 'otherwise',
        metrics: [...(users ? [users] : []), stateCount('warning'), stateCount('critical'), ...otherTotals],
      },
    ],
    timeout: 30,
    examples: [
      { says: 'earlier warning for everybody', args: '-w 80 -c 90' },
      { says: 'less than 10 GiB left is CRITICAL', args: '--critical-quota-free 10GiB:' },
      {
        says: 'one user, with all of the figures',
        args: '--include-user john.doe --warning-file-count 500000',
      },
    ],
    run,
  };
}

/** `25 users, 2 unlimited`, or all there is to say of a single one. */
function summarize(rows: readonly Profile[]): string {
  const [only] = rows;
  if (only && rows.length === 1)
    return only.quotaUsed === undefined || only.quotaTotal === undefined ? only.user : sayQuota(only).text;
  const unlimited = rows.filter(({ quotaTotal }) => quotaTotal === 0).length;
  return `${rows.length} users${unlimited > 0 ? `, ${unlimited} ${UNLIMITED}` : ''}`;
}
