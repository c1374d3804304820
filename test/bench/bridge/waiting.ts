import { readFileSync } from 'node:fs';

const EVERY = 20;

/** Looks on how long the main thread of a process was ready to run while others had the core. */
export class Waiting {
  readonly #samples: { readonly at: number; readonly waited: number }[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor(pid: number | undefined) {
    this.#timer = setInterval(() => this.#look(pid), EVERY);
  }

  #look(pid: number | undefined): void {
    try {
      const waited = Number(readFileSync(`/proc/${pid}/schedstat`, 'latin1').split(' ')[1]) / 1e6;
      this.#samples.push({ at: performance.timeOrigin + performance.now(), waited });
    } catch {
      // It has ended.
    }
  }

  /** Milliseconds between two moments (Unix milliseconds). */
  between(from: number, to: number): number {
    const until = (moment: number) => this.#samples.findLast(({ at }) => at <= moment)?.waited ?? 0;
    return until(to) - until(from);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
