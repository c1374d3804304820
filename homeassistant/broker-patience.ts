import { monotonic } from '../src/dsm/clock.ts';

/** Milliseconds. */
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;
/** A connection that held for so long was a good one: the next pause is short again. */
export const GOOD_AFTER = 20_000;
/** As many short ones in a row look like two clients that throw each other out. */
const SUSPICIOUS = 3;

/** How long to wait before the next try to connect, by how the last ones went. */
export class BrokerPatience {
  #failures = 0;
  #short = 0;
  /** When the connection was made, monotonic; undefined while there is none. */
  #since: number | undefined;

  connected(): void {
    this.#since = monotonic();
  }

  /** The connection was lost, or a try failed. */
  failed(): void {
    const wasGood = this.#since !== undefined && monotonic() - this.#since > GOOD_AFTER;
    this.#short = this.#since !== undefined && !wasGood ? this.#short + 1 : 0;
    this.#failures = wasGood ? 1 : this.#failures + 1;
    this.#since = undefined;
  }

  /** Each connection of the last few was closed soon after it was made. */
  get isSuspicious(): boolean {
    return this.#short >= SUSPICIOUS;
  }

  /** Longer after each failure, with a part left to chance: many bridges shall not knock at once. */
  get pause(): number {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.max(0, this.#failures - 1));
    return pause * (0.75 + Math.random() / 2);
  }
}
