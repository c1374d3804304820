import type { DrivePackage } from '../drive/model.ts';
import type { Certificate } from '../dsm/transport.ts';
import type { Probe } from './probe.ts';

/** How the NAS answered one question of Drive. */
export interface Health {
  /** Seconds from sending the question to its answer, a new connection included. */
  readonly responseTime: number;
  readonly certificate?: Certificate | undefined;
  /** The package behind it, where the NAS tells. */
  readonly package?: DrivePackage | undefined;
}

const DAY = 24 * 60 * 60;

/** Whether the NAS and its Drive answer at all. One row. */
export const health: Probe<Health> = {
  name: 'health',
  row: ['NAS', 'NASes'],
  identify: () => '',
  metrics: [
    {
      name: 'response_time',
      title: 'response time',
      unit: 'seconds',
      read: (health) => health.responseTime,
    },
    {
      name: 'certificate_days',
      title: 'certificate valid for',
      unit: 'days',
      read: ({ certificate }, now) => certificate && (certificate.validTo.getTime() / 1000 - now) / DAY,
    },
  ],
  totals: [],
};
