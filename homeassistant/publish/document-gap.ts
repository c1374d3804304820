import { monotonic } from '../../src/dsm/clock.ts';
import type { Message } from './message.ts';

/** Home Assistant loses a part of a document that comes twice in a burst (milliseconds). */
const GAP = 2000;

/** Keeps two messages for one document apart. */
export class DocumentGap {
  readonly #times = new Map<string, number>();
  #waiting = 0;

  /** Whether no message waits. */
  get isEmpty(): boolean {
    return this.#waiting === 0;
  }

  /** Whether a message has to wait, and comes again later; where it has not, it goes out now. */
  postpone(message: Message, later: () => void): boolean {
    const wait = this.#wait(message);
    if (wait === 0) return false;
    this.#waiting += 1;
    setTimeout(() => {
      this.#waiting -= 1;
      later();
    }, wait + 10).unref();
    return true;
  }

  #wait({ topic, payload, rank }: Message): number {
    if (!rank.endsWith('device')) return 0;
    const now = monotonic();
    const since = now - (this.#times.get(topic) ?? Number.NEGATIVE_INFINITY);
    if (since < GAP) return GAP - since;
    if (payload === '') this.#times.delete(topic);
    else this.#times.set(topic, now);
    return 0;
  }
}
