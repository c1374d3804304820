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

/** Reads an ini file as the Monitoring Plugins do. Throws IniSyntaxError. */
export function parseIni(text: string): IniSections {
  const sections = new Map<string, IniEntry[]>();
  let current: IniEntry[] | undefined;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|[\r\n]/)
    .entries()) {
    const line = raw.trim();
    if (COMMENT_OR_BLANK.test(line)) continue;
    if (line.startsWith('[')) {
      const section = sectionOf(line);
      if (section === undefined) throw new IniSyntaxError(index + 1, 'is no section such as [nas]');
      current = sections.get(section) ?? [];
      sections.set(section, current);
    } else {
      const entry = entryOf(line);
      if (!entry) throw new IniSyntaxError(index + 1, 'has no key before the =');
      if (!current) throw new IniSyntaxError(index + 1, 'stands before any [section]');
      current.push(entry);
    }
  }
  return sections;
}
