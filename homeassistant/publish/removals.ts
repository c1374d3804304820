import type { StateFolder } from '../../src/dsm/state-folder.ts';
import { Journal } from './journal.ts';
import type { Message } from './message.ts';
import type { Outbox } from './outbox.ts';

const FILE = 'removals.jsonl';

const decode = (value: unknown) => (value === true ? value : undefined);

/**
 * Topics that are to be taken off the broker and may still be there: a bridge that is killed before goes on with them.
 *
 * A topic is on disk before its removal is sent, so that none is forgotten. That it is done is written only after the
 * broker said so: who is killed in between removes it once more at the next start. That changes nothing: a topic that is
 * empty stays empty, and one that is in use again gets its value in place of the removal or right behind it.
 */
export class Removals {
  readonly #journal: Journal<true>;
  readonly #outbox: Outbox;
  readonly #topics: Map<string, true>;

  constructor(folder: StateFolder, outbox: Outbox) {
    this.#journal = new Journal(folder, FILE, { decode });
    this.#outbox = outbox;
    this.#topics = this.#journal.open();
    for (const topic of this.#topics.keys()) outbox.remove(topic);
  }

  add(topics: readonly string[]): void {
    const unknown = topics.filter((topic) => !this.#topics.has(topic));
    for (const topic of unknown) this.#topics.set(topic, true);
    this.#write(unknown.map((topic) => [topic, true]));
    for (const topic of topics) this.#outbox.remove(topic);
  }

  /** The broker has a message: the topic is empty now, or in use again. */
  sent({ topic }: Message): void {
    if (this.#topics.delete(topic)) this.#write([[topic, null]]);
  }

  #write(changes: readonly (readonly [string, true | null])[]): void {
    try {
      this.#journal.add(changes, this.#topics);
    } catch {
      // A full disk is complained of where the list of documents is written; this run removes them all the same.
    }
  }
}

/** Forgets all of them. */
export const forgetRemovals = (folder: StateFolder): void => folder.remove(FILE);
