import { nearest } from '../config/nearest.ts';
import { type OptionSpec, UsageError } from './option.ts';
import { cut, type Token } from './tokens.ts';

/** What was given, by option; an empty string counts as not given (Icinga passes empty macros). */
export class Arguments {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values;
  }

  /** The same without one option. */
  without(name: string): Arguments {
    return new Arguments(new Map([...this.#values].filter(([given]) => given !== name)));
  }

  /** How often a flag or counted option was given. */
  times(name: string): number {
    return this.#values.get(name)?.length ?? 0;
  }

  has(name: string): boolean {
    return this.times(name) > 0;
  }

  /** All values of an option that may be repeated. */
  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  /** The value of a single-valued option: the last one given. */
  text(name: string): string | undefined {
    return this.all(name).at(-1);
  }

  /** The value as `parse` reads it; whatever that throws or refuses (undefined) becomes a UsageError that names the option. */
  parsed<T>(name: string, parse: (text: string) => T | undefined, expected: string): T | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : parseValue(name, text, parse, expected);
  }

  allParsed<T>(name: string, parse: (text: string) => T | undefined, expected: string): T[] {
    return this.all(name).map((text) => parseValue(name, text, parse, expected));
  }
}

function parseValue<T>(
  name: string,
  text: string,
  parse: (text: string) => T | undefined,
  expected: string,
): T {
  let value: T | undefined;
  try {
    value = parse(text);
  } catch (error) {
    throw new UsageError(`--${name} ${text}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (value === undefined) throw new UsageError(`--${name} ${text}: expected ${expected}`);
  return value;
}

const takesValue = (spec: OptionSpec) => spec.kind === 'value' || spec.kind === 'list';

function unknownOption(typed: string, specs: readonly OptionSpec[]): UsageError {
  const guess = typed.startsWith('--')
    ? nearest(
        typed.slice(2),
        specs.map(({ name }) => name),
      )
    : undefined;
  return new UsageError(`unknown option ${typed}${guess ? `, did you mean --${guess}?` : ''}`);
}

function passwordRefusal(): UsageError {
  return new UsageError(
    'a password on the command line can be read by every user of this machine: ' +
      'use --password-file, SYNOLOGY_PASSWORD, or password in an --extra-opts section',
  );
}

type OptionToken = Extract<Token, { kind: 'option' }>;

/** Whether the next option was taken for the value of this one: `-H -u monitor`. */
function isNextOption({ value, inlineValue }: OptionToken, specs: readonly OptionSpec[]): boolean {
  if (inlineValue || value === undefined) return false;
  return specs.some(
    ({ name, letter }) => value === `--${name}` || value.startsWith(`--${name}=`) || value === `-${letter}`,
  );
}

function readValue(token: OptionToken, spec: OptionSpec, specs: readonly OptionSpec[]): string {
  const typed = token.rawName;
  if (takesValue(spec)) {
    if (token.value === undefined || isNextOption(token, specs))
      throw new UsageError(`${typed} needs a value (${spec.metavar ?? 'VALUE'})`);
    return token.value;
  }
  if (token.value !== undefined) throw new UsageError(`${typed} takes no value`);
  return spec.name;
}

/** The option a token names. Throws for what is none. */
function specOf({ name, rawName }: OptionToken, byName: ReadonlyMap<string, OptionSpec>): OptionSpec {
  if (name === 'password') throw passwordRefusal();
  const spec = byName.get(name);
  if (!spec) throw unknownOption(rawName, [...byName.values()]);
  return spec;
}

function readTokens(tokens: readonly Token[], specs: readonly OptionSpec[]): Map<string, string[]> {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional')
      throw new UsageError(`unexpected argument ${token.value}: every value belongs to an option`);
    const spec = specOf(token, byName);
    const value = readValue(token, spec, specs);
    if (value.trim() !== '') values.set(spec.name, [...(values.get(spec.name) ?? []), value]);
  }
  return values;
}

/** Reads a command line as getopt does: `-H nas`, `-Hnas`, `--hostname nas`, `--hostname=nas`, `-vv`. Throws UsageError. */
export function parseArguments(argv: readonly string[], specs: readonly OptionSpec[]): Arguments {
  const named = new Set(specs.filter(takesValue).map(({ name }) => name));
  const letters = new Map(specs.map(({ letter, name }) => [letter, name]));
  const grammar = {
    longName: (letter: string) => letters.get(letter),
    takesValue: (name: string) => named.has(name),
  };
  return new Arguments(readTokens(cut(argv, grammar), specs));
}
