import type { Summary } from '../drive/model.ts';
import { count, type Probe } from './probe.ts';

/** How many clients are connected to Synology Drive now, by kind. One row. */
export const connections: Probe<Summary> = {
  name: 'connections',
  row: ['NAS', 'NASes'],
  identify: () => '',
  metrics: [
    count('total', 'connections', (summary) => summary.total),
    count('desktop', 'desktop clients', (summary) => summary.desktop),
    count('mobile', 'mobile clients', (summary) => summary.mobile),
    count('web', 'web clients', (summary) => summary.web),
    count('sharesync', 'other NASes that sync from this one', (summary) => summary.sharesync),
  ],
  totals: [],
};
