import { readJson, type StateFolder } from '../../src/dsm/state-folder.ts';
import type { Message } from './message.ts';

/** A document that the bridge sent, or is about to. */
export interface ListedDocument {
  readonly topic: string;
  readonly text: string;
  readonly rank: Message['rank'];
  /** When its subject went away, Unix seconds; undefined while it is there. */
  readonly removedAt?: number | undefined;
  /** After that: the broker has acknowledged that it is gone. */
  readonly isGone?: boolean | undefined;
  /** Somebody took it off the broker: it is left so until its text is another. */
  readonly isCleared?: boolean | undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';

function decode(value: unknown): ListedDocument | undefined {
  const { topic, text, rank, removedAt, isGone, isCleared } = (value ?? {}) as Record<string, unknown>;
  if (!isText(topic) || !isText(text) || !isText(rank)) return undefined;
  return {
    topic,
    text,
    rank: rank as ListedDocument['rank'],
    ...(typeof removedAt === 'number' && { removedAt }),
    ...(isGone === true && { isGone }),
    ...(isCleared === true && { isCleared }),
  };
}

/** `homeassistant/device/<id>/config` → `<id>`. */
export const deviceIdOf = (topic: string): string => topic.split('/').at(-2) ?? '';

/** Another prefix is another topic: of one device both may have to be remembered. */
const fileOf = (topic: string) => `${topic.replaceAll('/', '~')}.json`;

/**
 * The bridge's own list of its documents, whole, one file each: what was sent once can be taken away again after any
 * restart, whatever the configuration says by then. Written before it is sent.
 */
export class DocumentList {
  readonly #folder: StateFolder;
  readonly #documents = new Map<string, ListedDocument>();
  readonly #onTrouble: (error: unknown) => void;

  constructor(folder: StateFolder, onTrouble: (error: unknown) => void) {
    this.#folder = folder;
    this.#onTrouble = onTrouble;
    for (const name of folder.names()) {
      const document = name.endsWith('.json') ? decode(readJson(folder, name)) : undefined;
      if (document) this.#documents.set(document.topic, document);
    }
  }

  get(topic: string): ListedDocument | undefined {
    return this.#documents.get(topic);
  }

  /** A copy, so that it may be changed meanwhile. */
  all(): ListedDocument[] {
    return [...this.#documents.values()];
  }

  set(document: ListedDocument): void {
    this.#documents.set(document.topic, document);
    this.#try(() => this.#folder.write(fileOf(document.topic), JSON.stringify(document)));
  }

  delete(topic: string): void {
    this.#documents.delete(topic);
    this.#try(() => this.#folder.remove(fileOf(topic)));
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#onTrouble(error);
    }
  }
}
