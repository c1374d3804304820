import { CANNOT_TELL } from '../../src/drive/dialect.ts';
import type { Metric, Reading } from '../../src/probes/probe.ts';
import type { Dialect } from '../state/nas-state.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** `2024-11-28T10:00:00Z` of Unix seconds; null for what no calendar has. */
export function isoTime(seconds: number | undefined): string | null {
  const date = new Date((seconds ?? Number.NaN) * 1000);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 0 || year > 9999) return null;
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Percentages to two places: more would say that something changed where nobody could see it. */
const rounded = (value: number) => Math.round(value * 100) / 100;

/** A reading as JSON has it; what is unlimited, never was, or was not sent is null. */
function readingToJson(reading: Reading, unit: Metric<unknown>['unit']): Json {
  if (typeof reading !== 'number') return null;
  if (unit === 'timestamp') return isoTime(reading);
  return unit === 'percent' ? rounded(reading) : reading;
}

/** Whether a dialect can know a metric at all; one that is not known yet is taken for one that knows the least. */
export function canTell(dialect: Dialect | undefined, metric: string): boolean {
  const dialects = dialect === undefined ? Object.values(CANNOT_TELL) : [CANNOT_TELL[dialect]];
  return dialects.every((reasons) => !Object.hasOwn(reasons, metric));
}

/** The metrics that a dialect can know. */
export const toldOf = <M extends { readonly name: string }>(
  metrics: readonly M[],
  dialect: Dialect | undefined,
): readonly M[] => metrics.filter(({ name }) => canTell(dialect, name));

/** Metrics of a subject under their own names. */
export function metricsToJson<Subject>(
  metrics: readonly Metric<Subject>[],
  subject: Subject | undefined,
  now: number,
): JsonObject {
  const json: Record<string, Json> = {};
  for (const { name, unit, read } of metrics)
    json[name] = subject === undefined ? null : readingToJson(read(subject, now), unit);
  return json;
}
