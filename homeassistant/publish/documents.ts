import { setImmediate as breathe } from 'node:timers/promises';
import { ORIGIN } from '../discovery/device.ts';
import type { Names } from '../topics.ts';
import { subjectOf } from '../topics.ts';
import { type DocumentList, deviceIdOf, type ListedDocument } from './document-list.ts';
import type { Message } from './message.ts';
import type { Outbox } from './outbox.ts';

/** Home Assistant that was down when something went away learns of it only so: for a week after each of its starts. */
const REPEAT_FOR = 7 * 86_400;
/** Between a whole document and the empty one after it. */
const BETWEEN = 3500;

/** So many documents are written and sent before others get their turn. */
const AT_A_TIME = 50;

export interface WantedDocument {
  readonly topic: string;
  readonly text: string;
  readonly rank: Message['rank'];
}

/** Whether it is known that a document which is not wanted is not needed: a list that was not read says nothing. */
export type IsSettled = (topic: string) => boolean;

export interface DocumentsOptions {
  readonly outbox: Outbox;
  readonly list: DocumentList;
  readonly names: Names;
  readonly now: () => number;
}

/** The documents on the broker: those of what is there, and the removal of those of what has gone. */
export class Documents {
  readonly #options: DocumentsOptions;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(options: DocumentsOptions) {
    this.#options = options;
  }

  /** What is remembered is on the broker, or is put there again: before anything was asked. */
  begin(): void {
    const { list, outbox } = this.#options;
    for (const document of list.all()) {
      if (document.removedAt === undefined) {
        if (!document.isCleared) outbox.put(messageOf(document));
      } else if (!document.isGone) outbox.remove(document.topic, document.rank);
    }
  }

  /** Publishes what is wanted, and removes what is there and is known not to be wanted any more. */
  async sync(wanted: ReadonlyMap<string, WantedDocument>, isSettled: IsSettled): Promise<void> {
    const { list } = this.#options;
    const changed = [...wanted.values()].filter((document) => !this.#isThere(document));
    for (let done = 0; done < changed.length; done += AT_A_TIME) {
      this.#want(changed.slice(done, done + AT_A_TIME));
      await breathe();
    }
    for (const document of list.all())
      if (document.removedAt === undefined && !wanted.has(document.topic) && isSettled(document.topic))
        this.#remove(document);
  }

  /** It is listed as it is wanted; then it is in the outbox, too, unless somebody took it away. */
  #isThere({ topic, text }: WantedDocument): boolean {
    const known = this.#options.list.get(topic);
    return known?.text === text && known.removedAt === undefined;
  }

  #want(documents: readonly WantedDocument[]): void {
    const { list, outbox } = this.#options;
    list.set(...documents);
    for (const document of documents) outbox.put(messageOf(document));
  }

  #remove(document: ListedDocument): void {
    const { list, outbox, now } = this.#options;
    // What somebody took away already, Home Assistant does not know any more.
    if (document.isCleared) {
      list.delete(document.topic);
      return;
    }
    list.set({ ...document, removedAt: now() });
    outbox.remove(document.topic, document.rank);
  }

  /** The broker has a message: of a removal that is remembered. */
  sent({ topic, payload }: Message): void {
    const { list } = this.#options;
    const document = list.get(topic);
    if (payload === '' && document?.removedAt !== undefined && !document.isGone)
      list.set({ ...document, isGone: true });
  }

  /** Home Assistant has started: what went away lately, it may not have noticed. */
  repeatRemovals(): void {
    const { list, outbox, now } = this.#options;
    for (const document of list.all()) {
      if (document.removedAt === undefined) continue;
      if (now() - document.removedAt > REPEAT_FOR) {
        list.delete(document.topic);
        continue;
      }
      list.set({ ...document, isGone: false });
      outbox.put(messageOf(document));
      this.#later(() => this.#finishRemoval(document.topic));
    }
  }

  #finishRemoval(topic: string): void {
    const { list, outbox } = this.#options;
    const document = list.get(topic);
    if (document?.removedAt !== undefined) outbox.remove(topic, document.rank);
  }

  #later(work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, BETWEEN);
    this.#timers.add(timer.unref());
  }

  /** What stands on the broker, or what somebody put there. */
  seen(topic: string, payload: string, wasThere: boolean): void {
    const { list, outbox } = this.#options;
    const known = list.get(topic);
    if (payload === '') {
      if (wasThere || !known || known.removedAt !== undefined) return;
      list.set({ ...known, isCleared: true });
      outbox.forget(topic);
    } else if (!known && this.#isOwn(topic, payload)) this.#adopt({ topic, text: payload, rank: 'device' });
  }

  /** Sent by an earlier bridge that remembered it elsewhere: as if it had been ours all along. */
  #adopt(document: WantedDocument): void {
    this.#options.list.set(document);
    this.#options.outbox.adopt(messageOf(document));
  }

  /** Made by this bridge, by its origin and its base topic; anybody else's is never touched. */
  #isOwn(topic: string, payload: string): boolean {
    const { names } = this.#options;
    if (!subjectOf(names, deviceIdOf(topic))) return false;
    return isOwnDocument(names, payload);
  }

  end(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }
}

const messageOf = ({ topic, text, rank }: WantedDocument): Message => ({ topic, payload: text, rank });

/** Whether a document's origin is this software, and its entities are those of this base topic. */
export function isOwnDocument({ bridgeState }: Names, payload: string): boolean {
  try {
    const document = JSON.parse(payload) as { origin?: { name?: unknown }; availability?: unknown };
    const topics = Array.isArray(document.availability) ? document.availability : [];
    return (
      document.origin?.name === ORIGIN.name &&
      topics.some((entry) => (entry as { topic?: unknown } | null)?.topic === bridgeState)
    );
  } catch {
    return false;
  }
}
