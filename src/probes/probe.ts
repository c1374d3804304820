/** What a metric counts; sizes are bytes, durations seconds, timestamps Unix seconds. */
export type Unit = 'count' | 'bytes' | 'percent' | 'seconds' | 'days' | 'timestamp';

/** Known, and without end: a quota that is not limited satisfies every threshold. */
export const UNLIMITED = 'unlimited';

/** Known, and there is nothing to measure: somebody who never synced has no last sync. */
export const NEVER = 'never';

/** What was read: a number, a known absence of one, or `undefined` when the NAS should have told and did not. */
export type Reading = number | typeof UNLIMITED | typeof NEVER | undefined;

/** One thing that can be known of a subject. Static: it exists before any NAS was asked. */
export interface Metric<Subject> {
  /** Everywhere the same: perfdata label, option (`--warning-quota-used`), JSON key. */
  readonly name: string;
  /** For people, in the middle of a sentence. */
  readonly title: string;
  /** The title of exactly one, where that differs. */
  readonly one?: string;
  readonly unit: Unit;
  /** `now` is Unix seconds. */
  readonly read: (subject: Subject, now: number) => Reading;
  /** The number by which the NAS itself says "unlimited", where it belongs to the metric's values. */
  readonly unlimited?: number;
}

/** One thing that can be known of all rows together. */
export interface Total<Row> extends Metric<readonly Row[]> {
  /** The metric of a row whose thresholds this total stands for, e.g. the highest percentage of all users. */
  readonly of?: string;
  /** The single values the total stands for when they are not metrics of a row, by the name of what has them. */
  readonly parts?: (rows: readonly Row[]) => ReadonlyMap<string, number>;
}

/** What Synology Drive can tell about one kind of subject. */
export interface Probe<Row> {
  readonly name: string;
  /** What a row is called, singular and plural. */
  readonly row: readonly [string, string];
  /** Which row it is, from one poll to the next. */
  readonly identify: (row: Row) => string;
  readonly metrics: readonly Metric<Row>[];
  readonly totals: readonly Total<Row>[];
}

type Read<Subject> = Metric<Subject>['read'];

/** A count of things; `one` is the title of exactly one of them. */
export const count = <S>(name: string, title: string, read: Read<S>, one?: string): Metric<S> => ({
  name,
  title,
  unit: 'count',
  read,
  ...(one && { one }),
});

export const bytes = <S>(name: string, title: string, read: Read<S>): Metric<S> => ({
  name,
  title,
  unit: 'bytes',
  read,
});

/** The sum of known values; unknown as soon as one is. */
export function sum(values: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    total += value;
  }
  return total;
}

/** The largest of the values that are numbers; undefined when none is. */
export function largest(values: readonly Reading[]): number | undefined {
  const numbers = values.filter((value) => typeof value === 'number');
  // Not by spreading into Math.max: a NAS may have more users than a call takes arguments.
  return numbers.length === 0 ? undefined : numbers.reduce((most, value) => Math.max(most, value));
}

/** Seconds since a moment; one in the future has no age yet. */
export const ageOf = (timestamp: number, now: number): number => Math.max(0, now - timestamp);
