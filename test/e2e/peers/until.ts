import { setTimeout as sleep } from 'node:timers/promises';

export interface Waiting {
  /** Milliseconds. */
  readonly within?: number;
  readonly every?: number;
}

/** What is waited for will never come. */
export class Hopeless extends Error {}

/**
 * Reads again and again until something is there, taking errors for "not yet"; says what was waited for when it never
 * came.
 */
export async function until<T>(
  what: string,
  read: () => T | undefined | Promise<T | undefined>,
  { within = 60_000, every = 250 }: Waiting = {},
): Promise<T> {
  const deadline = performance.now() + within;
  let problem: unknown;
  while (performance.now() < deadline) {
    try {
      const value = await read();
      if (value !== undefined) return value;
      problem = undefined;
    } catch (error) {
      if (error instanceof Hopeless) throw error;
      problem = error;
    }
    await sleep(every);
  }
  throw new Error(`waited ${within} ms in vain for ${what}`, { cause: problem });
}
