import type { Check } from '../../nagios/check.ts';
import { allInOne } from '../../nagios/checks/all.ts';
import { DATA_SOURCE, stateByHost, targets } from './influx.ts';
import { ALL_WELL, STATE_MAPPING } from './looks.ts';
import type { TablePanel } from './model.ts';
import { NAS_UID } from './nas-dashboard.ts';

/** The column of the names: a click opens that NAS. */
const NAMES: TablePanel['fieldConfig']['overrides'][number] = {
  matcher: { id: 'byName', options: 'hostname' },
  properties: [
    { id: 'displayName', value: 'NAS' },
    { id: 'custom.align', value: 'left' },
    { id: 'custom.cellOptions', value: { type: 'auto' } },
    { id: 'mappings', value: [] },
    {
      id: 'links',
      value: [
        { title: 'This NAS', url: `/d/${NAS_UID}?var-host=\${__value.text}&\${datasource:queryparam}` },
      ],
    },
  ],
};

/** One line a NAS, one column a check: the worst state of its services. */
export function statesTable(single: readonly Check[]): TablePanel {
  const checks = [...single, allInOne()];
  const columns = checks.map(({ name }) => name.toLowerCase());
  return {
    type: 'table',
    title: 'NASes',
    description: 'Needs enable_send_metadata = true in the InfluxdbWriter. A click on a name opens that NAS.',
    datasource: DATA_SOURCE,
    targets: targets(
      checks.map((check) => ({ query: stateByHost(check), alias: '' })),
      'table',
    ),
    transformations: [
      { id: 'joinByField', options: { byField: 'hostname', mode: 'outer' } },
      { id: 'filterFieldsByName', options: { include: { names: ['hostname', ...columns] } } },
    ],
    options: { frameIndex: 0, showHeader: true, cellHeight: 'sm' },
    fieldConfig: {
      defaults: {
        unit: 'short',
        thresholds: ALL_WELL,
        mappings: [STATE_MAPPING],
        custom: { align: 'center', inspect: false, cellOptions: { type: 'color-background', mode: 'basic' } },
      },
      overrides: [NAMES],
    },
  };
}
