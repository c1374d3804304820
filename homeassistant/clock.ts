import { monotonic } from '../src/dsm/clock.ts';

/**
 * The time for whatever is measured while this process lives. It starts as the machine's and then runs on by itself: a
 * clock that is set in between ages nothing.
 */
export interface SteadyClock {
  /** Unix seconds, whole. */
  now(): number;
}

export function startClock(): SteadyClock {
  const began = Date.now() / 1000;
  const origin = monotonic();
  return { now: () => Math.floor(began + (monotonic() - origin) / 1000) };
}
