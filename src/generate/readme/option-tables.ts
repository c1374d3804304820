import { type Check, optionsOf, type PerfdataTable } from '../../nagios/check.ts';
import { commonOptions } from '../../nagios/common-options.ts';
import { PERFDATA_UNITS } from '../../nagios/help.ts';
import type { OptionSpec } from '../../nagios/option.ts';
import type { AnyMetric } from '../../nagios/thresholds.ts';
import { code, table, words } from './markdown.ts';

/** `-H`, `--hostname HOST` */
function typedForm({ name, letter, metavar }: OptionSpec): string {
  const value = metavar === undefined ? '' : metavar.startsWith('[') ? `[=${metavar}]` : ` ${metavar}`;
  return [...(letter === undefined ? [] : [code(`-${letter}`)]), code(`--${name}${value}`)].join(', ');
}

const rowOf = (option: OptionSpec): string[] => [
  typedForm(option),
  option.fallback === undefined ? '' : words(option.fallback),
  words(option.help),
];

const optionTable = (options: readonly OptionSpec[]): string =>
  table(['option', 'default', ''], options.map(rowOf));

/** What a check has beside thresholds and what all have. */
export const ownOptions = (check: Check): string => optionTable(check.options);

/** What all checks have; the default of the timeout is a check's own. */
export function sharedOptions(checks: readonly Check[]): string {
  const timeouts = [...new Set(checks.map(({ timeout }) => timeout))].join(' or ');
  return optionTable(
    commonOptions(0).map((option) =>
      option.name === 'timeout' ? { ...option, fallback: timeouts } : option,
    ),
  );
}

/** The options that set a metric's thresholds, with what holds without them. */
function thresholdsOf(check: Check, metric: AnyMetric): string {
  const options = optionsOf(check);
  const forms = (['warning', 'critical'] as const).flatMap((severity) => {
    const long = options.find(({ name }) => name === `${severity}-${metric.name.replaceAll('_', '-')}`);
    if (long === undefined) return [];
    const isMain = metric.name === check.main;
    const typed = isMain ? code(`-${severity.charAt(0)}`) : code(`--${long.name}`);
    return [long.fallback === undefined ? typed : `${typed} (${long.fallback})`];
  });
  return forms.join(', ');
}

const metricRow = (check: Check, metric: AnyMetric): string[] => [
  code(metric.name),
  PERFDATA_UNITS[metric.unit],
  thresholdsOf(check, metric),
  words(metric.title),
];

const metricTable = (check: Check, { metrics }: PerfdataTable): string =>
  table(
    ['performance data', 'unit', 'thresholds', ''],
    metrics.map((metric) => metricRow(check, metric)),
  );

/** Metrics that are judged of every row, and printed as totals of all rows only. */
function unprinted(check: Check): readonly AnyMetric[] {
  const printed = new Set(check.perfdata.flatMap(({ metrics }) => metrics.map(({ name }) => name)));
  return check.metrics.filter(({ name }) => !printed.has(name));
}

/** What a check measures: its performance data, each with the options that set thresholds for it. */
export function measures(check: Check): string {
  const tables = check.perfdata.map((one) => {
    const intro =
      one.when === 'always' ? '' : `${words(one.when.charAt(0).toUpperCase() + one.when.slice(1))}:\n\n`;
    return `${intro}${metricTable(check, one)}`;
  });
  const rest = unprinted(check).map(
    (metric) =>
      `Judged of each row, but not printed: ${words(metric.title)} (${thresholdsOf(check, metric)}).`,
  );
  return [...tables, ...rest].join('\n\n');
}
