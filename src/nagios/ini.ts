/** A line of an ini file that cannot be read. The message names it and never quotes it: it may hold a password. */
export class IniSyntaxError extends Error {
  constructor(line: number, why: string) {
    super(`line ${line} ${why}`);
    this.name = 'IniSyntaxError';
  }
}

/** A key and its value, which is empty when the line has none. */
export type IniEntry = readonly [key: string, value: string];

/** The entries of each section in their order; a section that stands there twice is one. */
export type IniSections = ReadonlyMap<string, readonly IniEntry[]>;

const COMMENT_OR_BLANK = /^(?:[#;]|$)/;

/** `[ nas ]` → `nas` */
const sectionOf = (line: string) => /^\[([^\]]+)\]$/.exec(line)?.[1]?.trim() || undefined;

/** `key = value`; the value is everything behind the first `=`: quotes, `;` and `#` belong to it. */
function entryOf(line: string): IniEntry | undefined {
  const [key = '', ...value] = line.split('=');
  return key.trim() === '' ? undefined : [key.trim(), value.join('=').trim()];
}

/** The lines that say something, with their numbers; trimming takes a byte order mark away, too. */
function* linesOf(text: string): Generator<readonly [number: number, line: string]> {
  for (const [index, line] of text.split(/\r\n|[\r\n]/).entries()) {
    if (!COMMENT_OR_BLANK.test(line.trim())) yield [index + 1, line.trim()];
  }
}

/** Reads an ini file as the Monitoring Plugins do. Throws IniSyntaxError. */
export function parseIni(text: string): IniSections {
  const sections = new Map<string, IniEntry[]>();
  let current: IniEntry[] | undefined;
  for (const [number, line] of linesOf(text)) {
    const read = line.startsWith('[') ? sectionOf(line) : entryOf(line);
    if (read === undefined) throw new IniSyntaxError(number, 'is neither [section] nor key = value');
    if (typeof read === 'string') {
      current = sections.get(read) ?? [];
      sections.set(read, current);
    } else if (current) current.push(read);
    else throw new IniSyntaxError(number, 'stands before any [section]');
  }
  return sections;
}
