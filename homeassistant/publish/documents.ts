import { setImmediate as breathe } from 'node:timers/promises';
import { ORIGIN } from '../discovery/device.ts';
import type { Names } from '../topics.ts';
import { subjectOf } from '../topics.ts';
import { type DocumentList, deviceIdOf, type ListedDocument } from './document-list.ts';
import { asOfOld, formerOf, takingAway } from './former.ts';
import type { Message } from './message.ts';
import type { Outbox } from './outbox.ts';

/** Home Assistant that was down when something went away learns of it only so: for a week after each of its starts. */
const REPEAT_FOR = 7 * 86_400;
/** Between a document as it was and the one that takes something away. */
const BETWEEN = 3500;

/** So many documents are written and sent before others get their turn. */
const AT_A_TIME = 50;

export interface WantedDocument {
  readonly topic: string;
  readonly text: string;
  readonly rank: Message['rank'];
  /** Good enough where there is none, and no reason to change one. */
  readonly isProvisional?: boolean;
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
    for (const document of this.#options.list.all()) if (!document.isGone) this.#put(document);
  }

  /** As it is to stand on the broker; what somebody took away is left so. */
  #put(document: ListedDocument): void {
    const { outbox } = this.#options;
    if (document.removedAt !== undefined) outbox.remove(document.topic, document.rank);
    else if (!document.isCleared) outbox.put(messageOf(document));
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
  #isThere({ topic, text, isProvisional }: WantedDocument): boolean {
    const known = this.#options.list.get(topic);
    if (!known || known.removedAt !== undefined) return false;
    return isProvisional === true || known.text === text;
  }

  #want(documents: readonly WantedDocument[]): void {
    const { list, outbox } = this.#options;
    const listed = documents.map((document) => this.#withFormer(document));
    list.set(...listed);
    for (const document of listed) outbox.put(messageOf(document));
  }

  /** With what the document in its place had more. */
  #withFormer({ topic, text, rank }: WantedDocument): ListedDocument {
    const { list, now } = this.#options;
    const before = list.get(topic);
    // Of what somebody took away, Home Assistant has forgotten all.
    const former = before && !before.isCleared ? formerOf(before, text, now()) : undefined;
    return former ? { topic, text, rank, former } : { topic, text, rank };
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
    const { list, now } = this.#options;
    for (const document of list.all()) {
      const removedAt = document.removedAt ?? (document.isCleared ? undefined : document.former?.since);
      if (removedAt === undefined) continue;
      if (now() - removedAt > REPEAT_FOR) this.#forgetWhatWent(document);
      else this.#repeat(document);
    }
  }

  #forgetWhatWent({ former, ...document }: ListedDocument): void {
    const { list } = this.#options;
    if (document.removedAt !== undefined) {
      list.delete(document.topic);
      return;
    }
    list.set(document);
    this.#put(document);
  }

  /** Shows it as it was; takes away a moment later what has gone. */
  #repeat(document: ListedDocument): void {
    const { list, outbox } = this.#options;
    const { topic, text, rank, former, removedAt } = document;
    if (removedAt !== undefined) list.set({ ...document, isGone: false });
    outbox.put({ topic, payload: former ? asOfOld(text, former) : text, rank });
    this.#later(() => {
      const latest = list.get(topic);
      if (latest) this.#put(latest);
    });
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

const messageOf = ({ topic, text, rank, former }: ListedDocument): Message => ({
  topic,
  payload: former ? takingAway(text, former) : text,
  rank,
});

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
