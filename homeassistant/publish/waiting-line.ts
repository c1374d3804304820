import { type Message, RANKS } from './message.ts';

/** Topics that wait to be sent, in the order of their ranks. */
export class WaitingLine {
  readonly #topics: readonly Set<string>[] = RANKS.map(() => new Set<string>());

  add({ topic, rank }: Pick<Message, 'topic' | 'rank'>): void {
    this.#topics[RANKS.indexOf(rank)]?.add(topic);
  }

  get isEmpty(): boolean {
    return this.#topics.every(({ size }) => size === 0);
  }

  /** Takes the topics out one by one as long as there is room; those that are to be passed over stay. */
  drain(hasRoom: () => boolean, passOver: (topic: string) => boolean, take: (topic: string) => void): void {
    for (const topics of this.#topics)
      for (const topic of topics) {
        if (!hasRoom()) return;
        if (passOver(topic)) continue;
        topics.delete(topic);
        take(topic);
      }
  }
}
