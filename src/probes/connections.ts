import type { Summary } from '../drive/model.ts';
import { count, type Probe } from './probe.ts';

/** How many clients are connected to Synology Drive now, by kind. One row. */
export const connections: Probe<Summary> = {
  name: 'connections',
  row: ['NAS', 'NASes'],
  identify: () => '',
  metrics: [
    count('total', 'connections', (summary) => summary.total, 'connection'),
    count('desktop', 'desktop clients', (summary) => summary.desktop, 'desktop client'),
    count('mobile', 'mobile clients', (summary) => summary.mobile, 'mobile client'),
    count('web', 'web clients', (summary) => summary.web, 'web client'),
    count(
      'sharesync',
      'other NASes that sync from this one',
      (summary) => summary.sharesync,
      'other NAS that syncs from this one',
    ),
  ],
  totals: [],
};
