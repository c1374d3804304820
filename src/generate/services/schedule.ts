import type { Check } from '../../nagios/check.ts';
import { isHealth } from './role.ts';

/** How often a service is asked, and when its trouble is certain; in minutes. */
export interface Schedule {
  readonly interval: number;
  readonly retry: number;
  readonly attempts: number;
}

/**
 * What the others depend on is certain at most 5 + 2 × 1 minutes after the cause, they are at the earliest after 2 × 5:
 * health has always spoken first.
 */
export const FIRST: Schedule = { interval: 5, retry: 1, attempts: 3 };
export const OFTEN: Schedule = { interval: 5, retry: 5, attempts: 3 };
export const SELDOM: Schedule = { interval: 30, retry: 5, attempts: 3 };

/** Checks that take longer than this, in seconds, ask once for each user. */
const SHORT = 10;

export function scheduleOf(check: Check): Schedule {
  if (isHealth(check)) return FIRST;
  return check.timeout > SHORT ? SELDOM : OFTEN;
}
