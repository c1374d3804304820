import type { Check } from '../../nagios/check.ts';
import { executableOf } from '../../nagios/check.ts';
import { allInOne } from '../../nagios/checks/all.ts';
import { prefixedLabel } from '../../nagios/combined/perfdata.ts';
import type { Target } from './model.ts';

/*
 * What Icinga's InfluxdbWriter and Influxdb2Writer write with the templates that come with them: a measurement for each
 * check command, the tags `hostname` and `service`, and for each item of performance data the tag `metric` and the field
 * `value`. With `enable_send_metadata` a point without `metric` has the field `state`.
 *
 * A figure is there under one of two names: that of the check by itself, or that of the check among others, in the
 * measurement of the command that runs them all. Both are asked for; a NAS has one of them, as a rule.
 */

export const DATA_SOURCE = { type: 'influxdb', uid: `\${datasource}` } as const;

/** The host that was chosen, as a regular expression that fits it alone. */
const CHOSEN_HOST = `"hostname" =~ /^\${host:regex}$/`;

/** The check command, which is the measurement. */
export const measurementOf = (check: Check): string => executableOf(check).replace(/^check_/, '');

const ALL_IN_ONE = measurementOf(allInOne());

/** Where the figures of these checks may be. */
export const sourcesOf = (...checks: readonly Check[]): string =>
  [...checks.map(measurementOf), ALL_IN_ONE].map((name) => `"${name}"`).join(', ');

export type Scope = 'chosen host' | 'all hosts';

const where = (scope: Scope, ...conditions: readonly string[]) =>
  [...(scope === 'chosen host' ? [CHOSEN_HOST] : []), ...conditions, '$timeFilter'].join(' AND ');

const namesOf = (check: Check, metric: string) => [...new Set([metric, prefixedLabel(check, metric)])];

const isMetric = (check: Check, metric: string) => {
  const conditions = namesOf(check, metric).map((name) => `"metric" = '${name}'`);
  return conditions.length === 1 ? conditions.join() : `(${conditions.join(' OR ')})`;
};

/** A metric in the course of time, one line a service. */
export const course = (check: Check, metric: string, scope: Scope, of: 'last' | 'max' = 'last'): string =>
  `SELECT ${of}("value") FROM ${sourcesOf(check)} WHERE ${where(scope, isMetric(check, metric))} GROUP BY time($__interval), "hostname", "service" fill(none)`;

/** A threshold of a metric as the check printed it; written with `enable_send_thresholds` alone. */
export const threshold = (check: Check, metric: string, field: 'warn' | 'crit', scope: Scope): string =>
  `SELECT last("${field}") FROM ${sourcesOf(check)} WHERE ${where(scope, isMetric(check, metric))} GROUP BY time($__interval), "hostname", "service" fill(none)`;

/** Metrics of all users, by the end of their labels; others that end so are left out. */
export const courseOfUsers = (
  check: Check,
  suffix: string,
  others: readonly string[],
  scope: Scope,
): string => {
  const named = `"metric" =~ /${suffix}$/`;
  const excluded = others
    .flatMap((metric) => namesOf(check, metric))
    .map((metric) => `"metric" != '${metric}'`);
  return `SELECT last("value") FROM ${sourcesOf(check)} WHERE ${where(scope, named, ...excluded)} GROUP BY time($__interval), "hostname", "metric" fill(none)`;
};

/** What a metric is now, one value a service. */
export const present = (check: Check, metric: string, scope: Scope): string =>
  `SELECT last("value") FROM ${sourcesOf(check)} WHERE ${where(scope, isMetric(check, metric))} GROUP BY "hostname", "service"`;

/** The state that each service is in. */
export const state = (check: Check, scope: Scope): string =>
  `SELECT last("state") FROM "${measurementOf(check)}" WHERE ${where(scope)} GROUP BY "hostname", "service"`;

/** The highest state number of each host's services of a check, in a column named after the check. */
export const stateByHost = (check: Check): string =>
  `SELECT max("state") AS "${check.name.toLowerCase()}" FROM (SELECT last("state") AS "state" FROM "${measurementOf(check)}" WHERE ${where('all hosts')} GROUP BY "hostname", "service") GROUP BY "hostname"`;

/** Questions of one panel; Grafana tells them apart by a letter. */
export const targets = (
  questions: readonly { readonly query: string; readonly alias: string }[],
  resultFormat: Target['resultFormat'] = 'time_series',
): Target[] =>
  questions.map(({ query, alias }, index) => ({
    refId: String.fromCharCode('A'.charCodeAt(0) + index),
    datasource: DATA_SOURCE,
    rawQuery: true,
    query,
    alias,
    resultFormat,
  }));
