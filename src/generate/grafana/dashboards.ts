import type { Check } from '../../nagios/check.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { nasDashboard } from './nas-dashboard.ts';
import { overviewDashboard } from './overview-dashboard.ts';

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

/** Dashboards of what Icinga writes into InfluxDB. */
export const grafanaDashboards = (checks: readonly Check[]): readonly GeneratedFile[] => [
  { path: 'plugins/grafana/synology-drive-nas.json', text: json(nasDashboard(checks)) },
  { path: 'plugins/grafana/synology-drive-overview.json', text: json(overviewDashboard(checks)) },
];
