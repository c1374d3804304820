import type { Check } from '../../nagios/check.ts';
import { parseRange } from '../../nagios/range.ts';
import type { AnyMetric } from '../../nagios/thresholds.ts';
import { course, courseOfUsers, targets, threshold } from './influx.ts';
import { ALL_WELL, steps, UNITS } from './looks.ts';
import type { Panel, Thresholds } from './model.ts';
import { timeSeries } from './panels.ts';
import { CONTENTS, PER_USER, PROBLEMS } from './problems.ts';

/** All metrics of a check, each once. */
export function metricsOf(check: Check): AnyMetric[] {
  const all = check.perfdata.flatMap(({ metrics }) => metrics);
  return all.filter((metric, index) => all.findIndex(({ name }) => name === metric.name) === index);
}

/** Bounds that hold for a metric, or for the one it stands for, when nobody sets any. */
export function defaultThresholds(check: Check, { name, of = '' }: AnyMetric): Thresholds {
  const { warning, critical } = check.defaults[name] ?? check.defaults[of] ?? {};
  if (warning === undefined || critical === undefined) return ALL_WELL;
  const upper = (range: string) => parseRange(range).end;
  return steps({ value: upper(warning), state: 'WARNING' }, { value: upper(critical), state: 'CRITICAL' });
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const titleOf = ({ name }: Check): string => capital(name.toLowerCase());

const kindOf = ({ name, unit }: AnyMetric) => (CONTENTS.includes(name) ? 'contents' : unit);

const WORDS: Readonly<Record<ReturnType<typeof kindOf>, string>> = {
  contents: 'files and folders',
  count: 'numbers',
  bytes: 'space',
  percent: 'percent',
  seconds: 'time',
  days: 'days',
  timestamp: 'time',
};

/** A metric's line, and those of the thresholds that were set for it where it is what the check judges first. */
function questions(check: Check, metric: AnyMetric) {
  const scope = 'chosen host';
  const isProblem = PROBLEMS.some((problem) => problem.check === check.id && problem.metric === metric.name);
  const alias = `$tag_service: ${metric.title}`;
  const line = { query: course(check, metric.name, scope, isProblem ? 'max' : 'last'), alias };
  if (metric.name !== check.main && metric.of !== check.main) return [line];
  return [
    line,
    { query: threshold(check, metric.name, 'warn', scope), alias: `${alias} warning` },
    { query: threshold(check, metric.name, 'crit', scope), alias: `${alias} critical` },
  ];
}

function panelOf(check: Check, metrics: readonly AnyMetric[]): Panel {
  const [first, ...others] = metrics;
  if (first === undefined) throw new Error(`${check.id} has no metrics to draw`);
  return timeSeries({
    title: others.length === 0 ? capital(first.title) : `${titleOf(check)}: ${WORDS[kindOf(first)]}`,
    unit: UNITS[first.unit],
    targets: targets(metrics.flatMap((metric) => questions(check, metric))),
    thresholds: defaultThresholds(check, first),
  });
}

function userPanel(check: Check, suffix: string): Panel {
  const others = metricsOf(check).map(({ name }) => name);
  const namesakes = others.filter((name) => name.endsWith(suffix));
  const [judged] = check.metrics.filter(({ name }) => name === check.main);
  return timeSeries({
    title: 'Each user',
    description: 'Where the check runs with --perfdata-per-user.',
    unit: UNITS[judged?.unit ?? 'count'],
    targets: targets([
      { query: courseOfUsers(check, suffix, namesakes, 'chosen host'), alias: '$tag_metric' },
    ]),
    thresholds: judged ? defaultThresholds(check, judged) : ALL_WELL,
  });
}

/** Every metric of a check in the course of time: what is counted alike in one panel. */
export function checkPanels(check: Check): Panel[] {
  const metrics = metricsOf(check);
  const kinds = [...new Set(metrics.map(kindOf))];
  const suffix = PER_USER[check.id];
  return [
    ...kinds.map((kind) =>
      panelOf(
        check,
        metrics.filter((metric) => kindOf(metric) === kind),
      ),
    ),
    ...(suffix === undefined ? [] : [userPanel(check, suffix)]),
  ];
}
