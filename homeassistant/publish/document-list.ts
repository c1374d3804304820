import type { StateFolder } from '../../src/dsm/state-folder.ts';
import { decodeFormer, type Former } from './former.ts';
import { Journal } from './journal.ts';
import { type Message, RANKS, type Rank } from './message.ts';

/** A document that the bridge sent, or is about to. */
export interface ListedDocument {
  readonly topic: string;
  readonly text: string;
  readonly rank: Message['rank'];
  /** Entities that it had, and that are to be taken away. */
  readonly former?: Former | undefined;
  /** When its subject went away, Unix seconds; undefined while it is there. */
  readonly removedAt?: number | undefined;
  /** After that: the broker has acknowledged that it is gone. */
  readonly isGone?: boolean | undefined;
  /** Somebody took it off the broker: it is left so until its text is another. */
  readonly isCleared?: boolean | undefined;
}

const FILE = 'documents.jsonl';

const isText = (value: unknown): value is string => typeof value === 'string';
/** A later version may have others: they say no more than what goes first. */
const isRank = (value: unknown): value is Rank => (RANKS as readonly unknown[]).includes(value);

function decode(value: unknown): ListedDocument | undefined {
  const {
    topic,
    document,
    rank,
    former: before,
    removedAt,
    isGone,
    isCleared,
  } = (value ?? {}) as Record<string, unknown>;
  if (!isText(topic) || typeof document !== 'object' || document === null) return undefined;
  const former = decodeFormer(before);
  return {
    topic,
    text: JSON.stringify(document),
    rank: isRank(rank) ? rank : 'device',
    ...(former && { former }),
    ...(typeof removedAt === 'number' && { removedAt }),
    ...(isGone === true && { isGone }),
    ...(isCleared === true && { isCleared }),
  };
}

/** The text is JSON already, and as such it is kept: to quote thousands of them takes longer than to make them. */
function encode({ text, ...rest }: ListedDocument): string {
  const document = text.includes('\n') ? JSON.stringify(JSON.parse(text)) : text;
  return `${JSON.stringify(rest).slice(0, -1)},"document":${document}}`;
}

/** `homeassistant/device/<id>/config` → `<id>`. */
export const deviceIdOf = (topic: string): string => topic.split('/').at(-2) ?? '';

/**
 * The bridge's own list of its documents, whole: what was sent once can be taken away again after any restart, whatever the
 * configuration says by then. Written before it is sent.
 */
export class DocumentList {
  readonly #journal: Journal<ListedDocument>;
  readonly #documents: Map<string, ListedDocument>;
  readonly #onWritten: (error?: unknown) => void;

  /** `onWritten` hears of each try; without an error it is on disk. */
  constructor(folder: StateFolder, onWritten: (error?: unknown) => void) {
    this.#journal = new Journal(folder, FILE, { decode, encode });
    this.#onWritten = onWritten;
    this.#documents = this.#journal.open();
  }

  get(topic: string): ListedDocument | undefined {
    return this.#documents.get(topic);
  }

  /** A copy, so that it may be changed meanwhile. */
  all(): ListedDocument[] {
    return [...this.#documents.values()];
  }

  set(...documents: readonly ListedDocument[]): void {
    for (const document of documents) this.#documents.set(document.topic, document);
    this.#write(documents.map((document) => [document.topic, document]));
  }

  delete(topic: string): void {
    this.#documents.delete(topic);
    this.#write([[topic, null]]);
  }

  #write(changes: readonly (readonly [string, ListedDocument | null])[]): void {
    try {
      this.#journal.add(changes, this.#documents);
      this.#onWritten();
    } catch (error) {
      this.#onWritten(error);
    }
  }
}

/** Forgets all of it. */
export const forgetDocuments = (folder: StateFolder): void => folder.remove(FILE);
