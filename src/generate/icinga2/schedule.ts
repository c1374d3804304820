import type { Check } from '../../nagios/check.ts';

/** How often a service is asked, and when its trouble is certain; seconds. */
export interface Schedule {
  readonly name: string;
  readonly advice: string;
  readonly checkInterval: number;
  readonly retryInterval: number;
  readonly attempts: number;
}

/** What other services depend on is certain first, so that they never alarm for its cause. */
export const FIRST: Schedule = {
  name: 'synology-drive-first',
  advice: 'Health. The others depend on it: its trouble is certain after 2 minutes, before theirs.',
  checkInterval: 300,
  retryInterval: 60,
  attempts: 3,
};

export const OFTEN: Schedule = {
  name: 'synology-drive-often',
  advice: `One request to the NAS. Each may wake sleeping disks: where they should sleep, 1h is fine. Attempts and
retries take longer than the interval of health, which so has spoken before.`,
  checkInterval: 300,
  retryInterval: 120,
  attempts: 4,
};

export const SELDOM: Schedule = {
  name: 'synology-drive-seldom',
  advice: 'One request for each user.',
  checkInterval: 1800,
  retryInterval: 300,
  attempts: 3,
};

/** Checks that need a long time-out ask once for each user. */
const LONG = 10;

export const isHealth = ({ id }: Check): boolean => id === 'health';

export function scheduleOf(check: Check): Schedule {
  if (isHealth(check)) return FIRST;
  return check.timeout > LONG ? SELDOM : OFTEN;
}
