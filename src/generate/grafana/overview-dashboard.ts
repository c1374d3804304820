import type { Check } from '../../nagios/check.ts';
import { capital, defaultThresholds, metricsOf } from './check-panels.ts';
import { dashboard } from './frame.ts';
import { course, present, targets } from './influx.ts';
import { layOut } from './layout.ts';
import { ABOVE_ZERO, ALL_WELL, UNITS } from './looks.ts';
import type { Dashboard, Panel, Thresholds } from './model.ts';
import { barGauge, timeSeries } from './panels.ts';
import { statesTable } from './states-table.ts';

interface Comparison {
  readonly check: string;
  readonly metric: string;
  readonly title: string;
  readonly thresholds?: Thresholds;
}

/** What is compared between NASes; where no bounds are given, those of the check's defaults count. */
const COMPARISONS: readonly Comparison[] = [
  { check: 'quota', metric: 'max_percent', title: 'Fullest quota' },
  { check: 'last_sync', metric: 'oldest', title: 'Oldest last sync' },
  { check: 'health', metric: 'certificate_days', title: 'Certificate valid for', thresholds: ABOVE_ZERO },
];

/** What is drawn of all NASes in one panel each. */
const COURSES = [
  { check: 'connections', metric: 'total' },
  { check: 'sync', metric: 'error' },
  { check: 'quota', metric: 'quota_used' },
  { check: 'health', metric: 'response_time' },
] as const;

function find(checks: readonly Check[], id: string, name: string) {
  const check = checks.find((one) => one.id === id);
  const metric = check && metricsOf(check).find((one) => one.name === name);
  return check && metric ? [{ check, metric }] : [];
}

const comparisons = (checks: readonly Check[]): Panel[] =>
  COMPARISONS.flatMap(({ check: id, metric: name, title, thresholds }) =>
    find(checks, id, name).map(({ check, metric }) =>
      barGauge(
        {
          title,
          unit: UNITS[metric.unit],
          targets: targets([{ query: present(check, name, 'all hosts'), alias: '$tag_hostname' }]),
          thresholds: thresholds ?? defaultThresholds(check, metric),
        },
        metric.unit === 'percent' ? { min: 0, max: 100 } : {},
      ),
    ),
  );

const courses = (checks: readonly Check[]): Panel[] =>
  COURSES.flatMap(({ check: id, metric: name }) =>
    find(checks, id, name).map(({ check, metric }) =>
      timeSeries({
        title: capital(metric.title),
        unit: UNITS[metric.unit],
        targets: targets([{ query: course(check, name, 'all hosts'), alias: '$tag_hostname' }]),
        thresholds: ALL_WELL,
      }),
    ),
  );

/** All NASes: who is in trouble, then how they compare. */
export function overviewDashboard(checks: readonly Check[]): Dashboard {
  const now = comparisons(checks).map((panel) => ({ panel, width: 8, height: 8 }));
  const later = courses(checks).map((panel) => ({ panel, width: 12, height: 8 }));
  return dashboard({
    uid: 'synology-drive-overview',
    title: 'Synology Drive: all NASes',
    description: 'The state of every NAS, and how they compare.',
    variables: [],
    panels: layOut([
      { title: 'Problems', panels: [{ panel: statesTable(checks), width: 24, height: 9 }] },
      { title: 'Now', panels: now },
      { title: 'In the course of time', panels: later },
    ]),
  });
}
