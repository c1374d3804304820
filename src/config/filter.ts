import { mayTakeForever } from './pattern.ts';

/** One name, or the pattern of several, as somebody typed it. */
export interface Matcher {
  readonly text: string;
  /** A name, not a pattern. */
  readonly exact: boolean;
  readonly matches: (name: string) => boolean;
}

export interface MatcherOptions {
  /** Users are the same in any case, shares are not. */
  readonly ignoreCase: boolean;
}

/** `/pattern/` or `/pattern/i`; neither users nor shares can have a slash in their names. */
const REGEX = /^\/(.+)\/(i?)$/s;

/** Throws in words of our own: those of the engines differ. */
function compile(text: string, source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch {
    throw new Error(
      `${text} is no regular expression: look for brackets that are not closed, and for a backslash too many or too few`,
    );
  }
}

function parsePattern(text: string, ignoreCase: boolean): Matcher {
  const [, source, flag] = REGEX.exec(text) ?? [];
  if (source === undefined) {
    throw new Error(`${text} is no regular expression: write /pattern/, or /pattern/i to ignore case`);
  }
  const regex = compile(text, source.normalize('NFC'), ignoreCase || flag ? 'iu' : 'u');
  if (mayTakeForever(source))
    throw new Error(
      `${text} could take longer than any run: write it without repetitions or alternatives in a group that is repeated`,
    );
  return { text, exact: false, matches: (name) => regex.test(name.normalize('NFC')) };
}

/** Reads an exact name or a `/regex/`. Throws an Error that says what is wrong. */
export function parseMatcher(text: string, { ignoreCase }: MatcherOptions): Matcher {
  if (text.trim() === '') throw new Error('the name is empty: write a name or a /regex/');
  if (text.startsWith('/')) return parsePattern(text, ignoreCase);
  // One letter may be written as one character or as two, depending on who typed it where.
  const fold = (name: string) => (ignoreCase ? name.toLowerCase() : name).normalize('NFC');
  const wanted = fold(text);
  return { text, exact: true, matches: (name) => fold(name) === wanted };
}

/** Names that are asked for (none: all) and names that are ruled out. */
export interface Filter {
  readonly include: readonly Matcher[];
  readonly exclude: readonly Matcher[];
}

/** Whether a filter leaves this name; exclusion wins. What has no name is left only where none is asked for. */
export function selects({ include, exclude }: Filter, name: string | undefined): boolean {
  if (name === undefined) return include.length === 0;
  const isIn = (matchers: readonly Matcher[]) => matchers.some((matcher) => matcher.matches(name));
  return !isIn(exclude) && (include.length === 0 || isIn(include));
}
