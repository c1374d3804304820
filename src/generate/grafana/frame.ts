import { DATA_SOURCE } from './influx.ts';
import type { Dashboard, Variable } from './model.ts';

/** Grafana brings older ones up to date by itself; this is version 11's. */
const SCHEMA_VERSION = 39;

const SOURCE: Variable = {
  type: 'datasource',
  name: 'datasource',
  label: 'InfluxDB',
  query: 'influxdb',
  refresh: 1,
  hide: 0,
  options: [],
  includeAll: false,
  multi: false,
};

/** Which NAS; those of which a check wrote anything. */
export const hostVariable = (sources: string): Variable => ({
  type: 'query',
  name: 'host',
  label: 'NAS',
  datasource: DATA_SOURCE,
  query: `SHOW TAG VALUES FROM ${sources} WITH KEY = "hostname"`,
  refresh: 2,
  sort: 1,
  hide: 0,
  options: [],
  includeAll: false,
  multi: false,
});

export interface Content {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly variables: readonly Variable[];
  readonly panels: Dashboard['panels'];
}

/** A dashboard for any InfluxDB that holds Icinga's data: which one is chosen at its top. */
export const dashboard = ({ uid, title, description, variables, panels }: Content): Dashboard => ({
  uid,
  title,
  description,
  tags: ['synology-drive'],
  timezone: 'browser',
  editable: true,
  graphTooltip: 1,
  time: { from: 'now-24h', to: 'now' },
  refresh: '5m',
  schemaVersion: SCHEMA_VERSION,
  templating: { list: [SOURCE, ...variables] },
  annotations: { list: [] },
  links: [
    {
      title: 'Synology Drive',
      type: 'dashboards',
      icon: 'external link',
      tooltip: '',
      tags: ['synology-drive'],
      asDropdown: false,
      targetBlank: false,
      includeVars: false,
      keepTime: true,
    },
  ],
  panels,
});
