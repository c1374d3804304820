/** One definition of an object file. */
export interface NagiosObject {
  readonly type: string;
  readonly entries: ReadonlyMap<string, string>;
}

/** A directive, and its value without an inline comment. */
function entryOf(line: string): readonly [name: string, value: string] {
  const [, name = '', rest = ''] = /^ {4}([A-Za-z_]\w*)(.*)$/.exec(line) ?? [];
  if (name === '') throw new Error(`no directive: ${line}`);
  return [name, rest.replace(/(?<!\\);.*$/, '').trim()];
}

const DEFINITION = /^define (\w+) \{\n([\s\S]*?)^\}\n/gm;
const COMMENT_OR_BLANK = /^\s*(#.*)?$/;

/** Reads an object file as Nagios does; throws for what is none of it. */
export function readObjects(text: string): NagiosObject[] {
  const whole = text.replaceAll(/\\\n\s*/g, '');
  const left = whole.replaceAll(DEFINITION, '').split('\n');
  const strange = left.filter((line) => !COMMENT_OR_BLANK.test(line));
  if (strange.length > 0) throw new Error(`outside of a definition: ${strange.join('\n')}`);
  return [...whole.matchAll(DEFINITION)].map(([, type = '', body = '']) => ({
    type,
    entries: new Map(
      body
        .split('\n')
        .filter((line) => !COMMENT_OR_BLANK.test(line))
        .map(entryOf),
    ),
  }));
}
