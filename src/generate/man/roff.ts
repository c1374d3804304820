import { VERBS } from '../../../homeassistant/options.ts';

/** Lines of a page are kept below this; mandoc says when one is longer than 80. */
const WIDTH = 76;

const hex = (character: string) =>
  `\\[u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** Signs that would be typeset as others, and those that not every terminal has. */
const escapeSigns = (text: string) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('~', '\\(ti')
    .replaceAll('^', '\\(ha')
    .replaceAll('`', '\\(ga')
    .replace(/[^\t\n -~]/gu, hex);

/** A line that began with a dot or an apostrophe would be a request. */
const guard = (line: string) => line.replace(/^(?=[.'])/, '\\&');

/** What somebody types or what names a file: its hyphens have to stay hyphens when they are copied. */
const isTyped = (word: string) =>
  /^["'([]*[-/~$]/.test(word) || word.includes('synology-drive') || Object.hasOwn(VERBS, word);

/** Something to be typed exactly so. */
export const literal = (text: string): string =>
  escapeSigns(text).replaceAll('-', '\\-').replaceAll("'", '\\(aq');

export const bold = (text: string): string => `\\fB${literal(text)}\\fR`;
export const italic = (text: string): string => `\\fI${literal(text)}\\fR`;

/** Words as lines of a certain width, each beginning with what `indent` says from the second on. */
function fill(words: readonly string[], width: number, between: string): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => (index < lines.length - 1 ? line + between : line));
}

/** Running text; every sentence begins a line of its own, as is usual in manual pages. */
export function prose(text: string): string[] {
  const sentences = text.split(/(?<=[.!?]) (?=[A-Z])/);
  return sentences.flatMap((sentence) => {
    const words = sentence.split(/\s+/).map((word) => (isTyped(word) ? literal(word) : escapeSigns(word)));
    return fill(words, WIDTH, '').map(guard);
  });
}

/** A command as one types it, over several lines where it is long. */
export function commandLines(command: string): string[] {
  const words = command.match(/-[\w-]+ (?!-)\S+|\S+/g) ?? [];
  return fill(words, WIDTH - 10, ' \\').map((line, index) => literal(index === 0 ? line : `    ${line}`));
}

/** Begins with a capital, unless what it begins with is a name, and ends with a full stop. */
export function sentence(text: string): string {
  const begun = /^(?:https?|[a-z]+[._-])/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}

export const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`.SH ${/ /.test(title) ? `"${title}"` : title}`, ...lines];

/** A list of terms, each with what it means. */
export const terms = (
  list: readonly { readonly term: string; readonly says: readonly string[] }[],
): string[] => list.flatMap(({ term, says }) => ['.TP', term, ...says]);
