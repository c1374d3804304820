import { formatDuration } from '../config/duration.ts';
import { formatSize } from '../config/size.ts';
import type { DriveServer } from '../drive/server.ts';
import {
  ageOf,
  type Metric,
  type Probe,
  type Reading,
  type Total,
  UNLIMITED,
  type Unit,
} from '../probes/probe.ts';
import type { Finding } from './finding.ts';
import { formatNumber } from './number.ts';
import type { PerfdataItem } from './perfdata.ts';
import type { Range } from './range.ts';
import { judgeValue } from './status.ts';
import type { AnyMetric, Threshold, Thresholds } from './thresholds.ts';

const counted = (value: number) => formatNumber(value, 1);

/** A value of a metric for people. */
const SHOWN: Readonly<Record<Unit, (value: number) => string>> = {
  count: counted,
  bytes: formatSize,
  percent: (value) => `${counted(value)} %`,
  seconds: formatDuration,
  days: (value) => `${counted(value)} days`,
  timestamp: formatDuration,
};

const UOM: Readonly<Record<Unit, PerfdataItem['uom']>> = {
  count: '',
  bytes: 'B',
  percent: '%',
  seconds: 's',
  days: '',
  timestamp: 's',
};

/** Value and title as a person would say them: `25 connections`, `96.2 % of the quota used`, `last sync 3 d ago`. */
export function sayValue({ title, one, unit }: AnyMetric, value: number): string {
  const shown = SHOWN[unit](value);
  if (value === 1 && one !== undefined) return `1 ${one}`;
  if (unit === 'timestamp') return `${title} ${shown} ago`;
  return unit === 'count' || unit === 'percent' ? `${shown} ${title}` : `${title} ${shown}`;
}

/** Why a value is outside a range, e.g. `above 95 %`. */
function sayBreach(range: Range, value: number, unit: Unit): string {
  const show = SHOWN[unit];
  if (range.inside) return `within ${sayBound(range.start, show)} to ${sayBound(range.end, show)}`;
  return value > range.end ? `above ${show(range.end)}` : `below ${show(range.start)}`;
}

const sayBound = (bound: number, show: (value: number) => string) =>
  Number.isFinite(bound) ? show(bound) : 'any';

/** Why a metric cannot be known, by its name. */
type Teller = Pick<DriveServer, 'cannotTell'>;

/** What counts of a reading: a timestamp's age, a number as it is. */
export function numberOf({ unit }: AnyMetric, reading: Reading, now: number): number | undefined {
  if (typeof reading !== 'number') return undefined;
  return unit === 'timestamp' ? ageOf(reading, now) : reading;
}

/** Judges one value of one metric. */
export function judgeNumber(
  metric: AnyMetric,
  value: number,
  { warning, critical }: Threshold,
  subject?: string,
): Finding {
  const state = judgeValue(value, warning, critical);
  const range = { OK: undefined, WARNING: warning, CRITICAL: critical, UNKNOWN: undefined }[state];
  const said = (subject === undefined ? '' : `${subject}: `) + sayValue(metric, value);
  return { state, text: range ? `${said} (${sayBreach(range, value, metric.unit)})` : said };
}

/**
 * Judges one metric of one subject; undefined when there is nothing to judge. A reading that is missing is UNKNOWN as
 * soon as somebody set a threshold on it; a quota without a limit satisfies every threshold.
 */
export function judge<Subject>(
  metric: Metric<Subject>,
  row: Subject,
  thresholds: Thresholds,
  now: number,
  subject?: string,
): Finding | undefined {
  const threshold = thresholds.of(metric.name);
  const reading = metric.read(row, now);
  const value = numberOf(metric, reading, now);
  if (value !== undefined) return judgeNumber(metric, value, threshold, subject);
  if (reading !== undefined || !thresholds.isJudged(metric.name)) return undefined;
  const whose = subject === undefined ? '' : `${subject}: `;
  return { state: 'UNKNOWN', text: `${whose}${metric.name} is missing: the NAS did not send it` };
}

/** The perfdata of one metric; undefined when its value is not known. */
export function perfdataOf<Subject>(
  metric: Metric<Subject>,
  subject: Subject,
  { warning, critical }: Threshold,
  now: number,
): PerfdataItem | undefined {
  const reading = metric.read(subject, now);
  const value = reading === UNLIMITED ? metric.unlimited : numberOf(metric, reading, now);
  if (value === undefined) return undefined;
  const bounds = { ...(warning && { warning }), ...(critical && { critical }) };
  return {
    label: metric.name,
    value,
    uom: UOM[metric.unit],
    ...bounds,
    ...(metric.unit === 'days' ? {} : { min: 0 }),
  };
}

/**
 * The totals that take thresholds of their own: not those that stand for a metric of a row (the highest percentage), nor
 * those that merely add one up (the space used by all).
 */
export function ownTotals<Row>(
  probe: Pick<Probe<Row>, 'metrics'>,
  totals: readonly Total<Row>[],
): Total<Row>[] {
  return totals.filter(
    ({ name, of }) => of === undefined && !probe.metrics.some((metric) => metric.name === name),
  );
}

/** What is wrong with all rows together. */
export function judgeTotals<Row>(
  totals: readonly Total<Row>[],
  rows: readonly Row[],
  thresholds: Thresholds,
  now: number,
): Finding[] {
  return known(totals.map((total) => judge(total, rows, thresholds, now))).filter(
    ({ state }) => state !== 'OK',
  );
}

/** The perfdata of all rows together. */
export function totalsPerfdata<Row>(
  probe: Pick<Probe<Row>, 'metrics'>,
  totals: readonly Total<Row>[],
  rows: readonly Row[],
  thresholds: Thresholds,
  now: number,
): PerfdataItem[] {
  const own = ownTotals(probe, totals);
  const thresholdOf = (total: Total<Row>) =>
    total.of === undefined && !own.includes(total) ? {} : thresholds.of(total.of ?? total.name);
  return known(totals.map((total) => perfdataOf(total, rows, thresholdOf(total), now)));
}

/** The metrics that this NAS's dialect can know. */
export const tellable = <M extends AnyMetric>(metrics: readonly M[], { cannotTell }: Teller): M[] =>
  metrics.filter(({ name }) => cannotTell[name] === undefined);

/** UNKNOWN, with the reason, for each threshold on what this NAS's dialect cannot know. */
export function sayUntellable(
  metrics: readonly AnyMetric[],
  { cannotTell }: Teller,
  thresholds: Thresholds,
): Finding[] {
  return metrics
    .filter(({ name }) => cannotTell[name] !== undefined && thresholds.isJudged(name))
    .map(({ name }) => ({ state: 'UNKNOWN', text: `${name} is missing: ${cannotTell[name]}` }));
}

/** UNKNOWN for each required metric that was not read, with what the answer held instead. */
export function sayMissing<Subject>(
  metrics: readonly Metric<Subject>[],
  required: readonly string[],
  row: Subject,
  now: number,
  source: string,
  subject?: string,
): Finding[] {
  const missing = metrics.filter(({ name, read }) => required.includes(name) && read(row, now) === undefined);
  const whose = subject === undefined ? '' : `${subject}: `;
  return missing.map(({ name }) => ({
    state: 'UNKNOWN',
    text: `${whose}${name} is missing, negative or no number (${source})`,
  }));
}

/** The items that are known. */
export const known = <T>(items: readonly (T | undefined)[]): T[] =>
  items.filter((item) => item !== undefined);
