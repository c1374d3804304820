import type { Metric, Total, Unit } from '../probes/probe.ts';
import type { Arguments } from './arguments.ts';
import type { OptionSpec } from './option.ts';
import { duration, number, percent, type Quantity, size } from './quantity.ts';
import { parseRange, type Range } from './range.ts';

/** A metric as far as thresholds and documents care: without the subject it is read from. */
export type AnyMetric = Pick<Metric<never>, 'name' | 'title' | 'one' | 'unit'> & Pick<Total<never>, 'of'>;

/** The ranges of one metric; a value outside one raises its state. */
export interface Threshold {
  readonly warning?: Range | undefined;
  readonly critical?: Range | undefined;
}

/** Thresholds that hold when none is given, as they would be typed. */
export type Defaults = Readonly<Record<string, { readonly warning?: string; readonly critical?: string }>>;

/** How the bounds of a metric's range are typed. A timestamp is judged by its age. */
const QUANTITIES: Readonly<Record<Unit, Quantity>> = {
  count: number,
  bytes: size,
  percent,
  seconds: duration,
  days: number,
  timestamp: duration,
};

const UNITS: Readonly<Record<Unit, string>> = {
  count: '',
  bytes: 'bytes, or with a unit such as GiB',
  percent: 'percent',
  seconds: 'seconds, or with a unit such as ms',
  days: 'days',
  timestamp: 'seconds, or with a unit such as h or d',
};

const EXAMPLES: Readonly<Record<Unit, string>> = {
  count: '10',
  bytes: '50GiB',
  percent: '80',
  seconds: '2s',
  days: '14:',
  timestamp: '36h',
};

const SEVERITIES = ['warning', 'critical'] as const;
type Severity = (typeof SEVERITIES)[number];

const dashed = (name: string) => name.replaceAll('_', '-');
const subjectOf = (metric: AnyMetric) =>
  metric.unit === 'timestamp' ? `age of the ${metric.title}` : metric.title;
const optionName = (severity: Severity, metric: AnyMetric) => `${severity}-${dashed(metric.name)}`;

function optionsOf(metric: AnyMetric, isMain: boolean, defaults: Defaults): OptionSpec[] {
  return SEVERITIES.flatMap((severity) => {
    const fallback = defaults[metric.name]?.[severity];
    const spec = {
      kind: 'value' as const,
      metavar: 'RANGE',
      ...(UNITS[metric.unit] && { unit: UNITS[metric.unit] }),
      ...(fallback && { fallback }),
      example: EXAMPLES[metric.unit],
      group: 'Thresholds:',
    };
    const help = `${severity.toUpperCase()} unless within RANGE: ${subjectOf(metric)}`;
    const own = { ...spec, name: optionName(severity, metric), help };
    return isMain ? [{ ...own, name: severity, letter: severity.charAt(0) }, own] : [own];
  });
}

/** `--warning-…` and `--critical-…` for every metric; the main one answers to `-w` and `-c` as well. */
export function thresholdOptions(
  metrics: readonly AnyMetric[],
  main: string,
  defaults: Defaults,
): OptionSpec[] {
  return metrics.flatMap((metric) => optionsOf(metric, metric.name === main, defaults));
}

/** The thresholds in force, and which of them were given. */
export class Thresholds {
  readonly #ranges = new Map<string, Threshold>();
  readonly #given = new Set<string>();

  constructor(metrics: readonly AnyMetric[], main: string, defaults: Defaults, args: Arguments) {
    for (const metric of metrics)
      this.#ranges.set(metric.name, this.#read(metric, metric.name === main, defaults, args));
  }

  #read(metric: AnyMetric, isMain: boolean, defaults: Defaults, args: Arguments): Threshold {
    const quantity = QUANTITIES[metric.unit];
    const rangeFor = (severity: Severity): Range | undefined => {
      const name =
        isMain && !args.has(optionName(severity, metric)) ? severity : optionName(severity, metric);
      const given = args.parsed(name, (text) => parseRange(text, quantity), 'a range');
      if (given) this.#given.add(`${severity} ${metric.name}`);
      const fallback = defaults[metric.name]?.[severity];
      return given ?? (fallback === undefined ? undefined : parseRange(fallback, quantity));
    };
    return { warning: rangeFor('warning'), critical: rangeFor('critical') };
  }

  of(metric: string): Threshold {
    return this.#ranges.get(metric) ?? {};
  }

  /** Whether the administrator gave this one, so that it replaces what is built in. */
  isGiven(severity: Severity, metric: string): boolean {
    return this.#given.has(`${severity} ${metric}`);
  }

  /** Whether anything was given for this metric. */
  isJudged(metric: string): boolean {
    return SEVERITIES.some((severity) => this.isGiven(severity, metric));
  }
}
