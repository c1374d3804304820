/** An object of Icinga's configuration as it is written: one, a template, or what is applied. */
export interface WrittenObject {
  readonly word: string;
  readonly type: string;
  readonly name: string;
  readonly body: string;
}

const OBJECT = /^(object|template|apply) (\w+) "([^"]*)"[^\n]*\{\n([\s\S]*?)^\}$/gm;

export const objectsOf = (text: string): WrittenObject[] =>
  [...text.matchAll(OBJECT)].map(([, word = '', type = '', name = '', body = '']) => ({
    word,
    type,
    name,
    body,
  }));

/** One argument of a CheckCommand: its attributes by name, as they are written. */
export interface WrittenArgument {
  readonly key: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const ARGUMENT = /^ {4}"(-[^"]*)" = \{\n([\s\S]*?)^ {4}\}$/gm;

export const argumentsIn = (body: string): WrittenArgument[] =>
  [...body.matchAll(ARGUMENT)].map(([, key = '', lines = '']) => ({
    key,
    attributes: Object.fromEntries(
      [...lines.matchAll(/^ +(\w+) = (.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
    ),
  }));

/** Custom variables that a text names between dollars. */
export const macrosIn = (text: string): string[] =>
  [...text.matchAll(/\$(\w+)\$/g)].map(([, name = '']) => name);
