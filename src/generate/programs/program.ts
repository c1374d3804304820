import type { OptionSpec } from '../../nagios/option.ts';

/** A word and what it means: a verb, an exit code, an environment variable, a file. */
export interface Meaning {
  readonly word: string;
  readonly says: string;
}

export interface Example {
  readonly says: string;
  readonly command: string;
}

/** A part of a manual page that only some programs have, e.g. the performance data of a check. */
export interface Chapter {
  readonly title: string;
  readonly intro: string;
  readonly list: readonly Meaning[];
}

/** One executable, as its manual page and its completion know it. */
export interface Program {
  readonly name: string;
  /** What it does, one sentence without its full stop. */
  readonly about: string;
  /** Ways to call it, each the words after its name. */
  readonly usage: readonly string[];
  /** Further paragraphs of the description. */
  readonly description: readonly string[];
  readonly verbs: readonly Meaning[];
  /** Whether a verb may also come after options, not only as the first word. */
  readonly verbsAfterOptions?: true;
  readonly options: readonly OptionSpec[];
  readonly chapters: readonly Chapter[];
  readonly environment: readonly Meaning[];
  readonly files: readonly Meaning[];
  readonly exits: readonly Meaning[];
  readonly examples: readonly Example[];
}

/** Verbs as the programs declare them. */
export const meanings = (words: Readonly<Record<string, string>>): Meaning[] =>
  Object.entries(words).map(([word, says]) => ({ word, says }));

export const exitMeanings = (exits: readonly { readonly code: number; readonly says: string }[]): Meaning[] =>
  exits.map(({ code, says }) => ({ word: String(code), says }));
