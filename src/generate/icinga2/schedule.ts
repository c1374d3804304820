import type { Check } from '../../nagios/check.ts';
import { isWhole } from './names.ts';

/** How often a service is asked, and when its trouble is certain; seconds. */
export interface Schedule {
  readonly template: string;
  readonly advice: string;
  readonly interval: number;
  readonly retry: number;
  readonly attempts: number;
}

/** What the others depend on has always spoken first: at most 5 + 2 × 1 minutes after the cause, they after 2 × 5. */
const FIRST: Schedule = {
  template: 'synology-drive-first',
  advice: 'For health, on which the others depend: its trouble is certain before theirs.',
  interval: 300,
  retry: 60,
  attempts: 3,
};

const OFTEN: Schedule = {
  template: 'synology-drive-often',
  advice: `For a check of one request. Each may wake sleeping disks: for a NAS that should sleep, 1h is fine.`,
  interval: 300,
  retry: 300,
  attempts: 3,
};

const SELDOM: Schedule = {
  template: 'synology-drive-seldom',
  advice: 'For a check of one request for each user.',
  interval: 1800,
  retry: 300,
  attempts: 3,
};

/** Between the two. */
const WHOLE: Schedule = {
  template: 'synology-drive-whole',
  advice: 'For everything in one run, the requests for each user among it.',
  interval: 600,
  retry: 120,
  attempts: 3,
};

/** Checks that take longer than this, in seconds, ask once for each user. */
const SHORT = 10;

/** The check that the others depend on: what it finds wrong is wrong for all of them. */
export const isHealth = ({ id }: Check): boolean => id === 'health';

export function scheduleOf(check: Check): Schedule {
  if (isHealth(check)) return FIRST;
  if (isWhole(check)) return WHOLE;
  return check.timeout > SHORT ? SELDOM : OFTEN;
}
