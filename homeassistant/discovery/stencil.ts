import type { WantedDocument } from '../publish/documents.ts';
import { isSlug } from '../slug.ts';
import type { Names } from '../topics.ts';
import type { DeviceSpec } from './device.ts';
import { type FaultyDocument, textOf } from './device-texts.ts';
import { LARGEST } from './rules.ts';

/** By these the devices of one kind on one NAS differ, and by nothing else. */
export interface Words {
  readonly slug: string;
  readonly entitySlug: string;
  /** As people see it. */
  readonly title: string;
}

export type DeviceKind = (words: Words) => DeviceSpec;

/** Texts between words, and the word that stands after each but the last: `['Office NAS ', '"…']`, `['title']`. */
interface Cut {
  readonly between: readonly string[];
  readonly words: readonly (keyof Words)[];
}

interface Pattern {
  readonly topic: Cut;
  readonly text: Cut;
  readonly rank: WantedDocument['rank'];
}

/** Words to be found again in a text. */
const marksOf = (sign: string): Words => ({
  slug: `mark_of_slug_${sign}`,
  entitySlug: `mark_of_entity_${sign}`,
  title: `mark of title ${sign}`,
});

function cutAt(marks: Words, text: string): Cut {
  const parts = text.split(new RegExp(`(${Object.values(marks).join('|')})`));
  const wordOf = new Map(Object.entries(marks).map(([word, mark]) => [mark, word as keyof Words]));
  return {
    between: parts.filter((_, index) => index % 2 === 0),
    words: parts.flatMap((part, index) => (index % 2 === 1 ? (wordOf.get(part) ?? []) : [])),
  };
}

function patternOf(kind: DeviceKind, names: Names, sign: string): Pattern | undefined {
  const marks = marksOf(sign);
  const written = textOf(kind(marks), names);
  if (!('text' in written)) return undefined;
  const { topic, text, rank } = written;
  return { topic: cutAt(marks, topic), text: cutAt(marks, text), rank };
}

function fill({ between, words }: Cut, by: Words): string {
  const wordAfter = (index: number) => {
    const word = words[index];
    return word === undefined ? '' : by[word];
  };
  return between.map((text, index) => text + wordAfter(index)).join('');
}

/** As it stands within a text of JSON. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/**
 * The document of a kind of device, written and looked through once, and filled in for each of thousands. What is filled
 * in can break no rule: two slugs, and a title as JSON. Whatever is not so plain is written and looked through by itself.
 */
export class Stencil {
  readonly #kind: DeviceKind;
  readonly #names: Names;
  readonly #pattern: Pattern | undefined;

  constructor(kind: DeviceKind, names: Names) {
    this.#kind = kind;
    this.#names = names;
    const [one, other] = ['a', 'b'].map((sign) => patternOf(kind, names, sign));
    // A name that looks like a mark would be taken for one: not in both.
    this.#pattern = JSON.stringify(one) === JSON.stringify(other) ? one : undefined;
  }

  write(words: Words): WantedDocument | FaultyDocument {
    return this.#fillIn(words) ?? textOf(this.#kind(words), this.#names);
  }

  #fillIn(words: Words): WantedDocument | undefined {
    const pattern = this.#pattern;
    if (!pattern || !isSlug(words.slug) || !isSlug(words.entitySlug) || words.title === '') return undefined;
    const topic = fill(pattern.topic, words);
    const text = fill(pattern.text, { ...words, title: inJson(words.title) });
    // A character has three bytes at most.
    return text.length * 3 > LARGEST ? undefined : { topic, text, rank: pattern.rank };
  }
}
