import { monotonic } from '../../src/dsm/clock.ts';
import type { Message } from './message.ts';

/** Home Assistant loses a part of a document that comes twice in a burst (milliseconds). */
const GAP = 2000;

/** Keeps two messages for one document apart. */
export class DocumentGap {
  readonly #times = new Map<string, number>();

  /** Milliseconds until a message may go out; 0 notes that it goes out now. */
  wait({ topic, payload, rank }: Message): number {
    if (!rank.endsWith('device')) return 0;
    const now = monotonic();
    const since = now - (this.#times.get(topic) ?? Number.NEGATIVE_INFINITY);
    if (since < GAP) return GAP - since;
    if (payload === '') this.#times.delete(topic);
    else this.#times.set(topic, now);
    return 0;
  }
}
