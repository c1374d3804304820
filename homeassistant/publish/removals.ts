import { readJson, type StateFolder } from '../../src/dsm/state-folder.ts';
import type { Message } from './message.ts';
import type { Outbox } from './outbox.ts';

const FILE = 'removals.json';

/** Topics that are to be taken off the broker and may still be there: a bridge that is killed before goes on with them. */
export class Removals {
  readonly #folder: StateFolder;
  readonly #outbox: Outbox;
  readonly #topics: Set<string>;

  constructor(folder: StateFolder, outbox: Outbox) {
    this.#folder = folder;
    this.#outbox = outbox;
    const remembered = readJson(folder, FILE);
    this.#topics = new Set(Array.isArray(remembered) ? remembered.map(String) : []);
    for (const topic of this.#topics) outbox.remove(topic);
  }

  add(topics: readonly string[]): void {
    if (topics.length === 0) return;
    for (const topic of topics) {
      this.#topics.add(topic);
      this.#outbox.remove(topic);
    }
    this.#save();
  }

  /** The broker has a message: the topic is empty now, or in use again. */
  sent({ topic }: Message): void {
    if (this.#topics.delete(topic)) this.#save();
  }

  #save(): void {
    try {
      this.#folder.write(FILE, JSON.stringify([...this.#topics]));
    } catch {
      // A full disk is complained of where the list of documents is written; this run removes them all the same.
    }
  }
}
