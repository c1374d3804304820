import type { Check, PerfdataTable } from '../check.ts';
import type { PerfdataItem } from '../perfdata.ts';

const declared = ({ perfdata }: Check): Set<string> =>
  new Set(perfdata.flatMap(({ metrics }) => metrics.map(({ name }) => name)));

/** A declared label among those of other checks: under the check's name, unless it begins with that. */
export const prefixedLabel = ({ id }: Check, label: string) =>
  label.startsWith(`${id}_`) ? label : `${id}_${label}`;

/** What a check prints, under the labels that it has among others. */
export const combinedTables = (checks: readonly Check[]): PerfdataTable[] =>
  checks.flatMap((check) =>
    check.perfdata.map(({ when, metrics }) => ({
      when: `${check.id}, ${when}`,
      metrics: metrics.map((metric) => ({ ...metric, name: prefixedLabel(check, metric.name) })),
    })),
  );

export interface CheckPerfdata {
  readonly check: Check;
  readonly perfdata: readonly PerfdataItem[];
}

/**
 * The items of all checks: first those that every run has, so that those of single users find no more than the room that
 * is left. A user's label has the prefix always: the user may be called like the check.
 */
export function combinedPerfdata(parts: readonly CheckPerfdata[]): PerfdataItem[] {
  const all = parts.flatMap(({ check, perfdata }) => {
    const labels = declared(check);
    return perfdata.map((item) => {
      const always = labels.has(item.label);
      const label = always ? prefixedLabel(check, item.label) : `${check.id}_${item.label}`;
      return { always, item: { ...item, label } };
    });
  });
  return [...all.filter(({ always }) => always), ...all.filter(({ always }) => !always)].map(
    ({ item }) => item,
  );
}
