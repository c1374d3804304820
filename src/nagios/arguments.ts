import { nearest } from '../config/nearest.ts';
import { type OptionSpec, UsageError } from './option.ts';
import { cut, type Token } from './tokens.ts';

/** What was given, by option; an empty string counts as not given (Icinga passes empty macros). */
export class Arguments {
  readonly #values: ReadonlyMap<string, readonly string[]>;
  readonly #typed: ReadonlyMap<string, string>;

  /** `typed`: the options that are called otherwise on this command line than by who reads them. */
  constructor(
    values: ReadonlyMap<string, readonly string[]>,
    typed: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#values = values;
    this.#typed = typed;
  }

  /** The same without one option. */
  without(name: string): Arguments {
    return new Arguments(new Map([...this.#values].filter(([given]) => given !== name)), this.#typed);
  }

  /** An option as it is typed: `--include-user`. */
  typed(name: string): string {
    return `--${this.#typed.get(name) ?? name}`;
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
    return text === undefined ? undefined : parseValue(this.typed(name), text, parse, expected);
  }

  allParsed<T>(name: string, parse: (text: string) => T | undefined, expected: string): T[] {
    return this.all(name).map((text) => parseValue(this.typed(name), text, parse, expected));
  }
}

function parseValue<T>(
  option: string,
  text: string,
  parse: (text: string) => T | undefined,
  expected: string,
): T {
  let value: T | undefined;
  try {
    value = parse(text);
  } catch (error) {
    throw new UsageError(`${option} ${text}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (value === undefined) throw new UsageError(`${option} ${text}: expected ${expected}`);
  return value;
}

const takesValue = (spec: OptionSpec) => spec.kind === 'value' || spec.kind === 'list';

/** What to type instead of an option that there is not. */
export type Suggest = (option: string) => string | undefined;

const nearestOption =
  (specs: readonly OptionSpec[]): Suggest =>
  (option) => {
    const names = specs.map(({ name }) => name);
    const guess = option.length > 1 ? nearest(option, names) : undefined;
    return guess && `did you mean --${guess}?`;
  };

function unknownOption({ name, rawName }: OptionToken, suggestions: readonly Suggest[]): UsageError {
  const suggested = suggestions.map((suggest) => suggest(name)).find((words) => words !== undefined);
  return new UsageError(`unknown option ${rawName}${suggested ? `, ${suggested}` : ''}`);
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
  if (inlineValue || !value?.startsWith('-')) return false;
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
function specOf(
  token: OptionToken,
  byName: ReadonlyMap<string, OptionSpec>,
  suggestions: readonly Suggest[],
): OptionSpec {
  if (token.name === 'password') throw passwordRefusal();
  const spec = byName.get(token.name);
  if (!spec) throw unknownOption(token, suggestions);
  return spec;
}

function readTokens(
  tokens: readonly Token[],
  specs: readonly OptionSpec[],
  suggestions: readonly Suggest[],
): Map<string, string[]> {
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional')
      throw new UsageError(`unexpected argument ${token.value}: every value belongs to an option`);
    const spec = specOf(token, byName, suggestions);
    const value = readValue(token, spec, specs);
    if (value.trim() !== '') values.set(spec.name, [...(values.get(spec.name) ?? []), value]);
  }
  return values;
}

/**
 * Reads a command line as getopt does: `-H nas`, `-Hnas`, `--hostname nas`, `--hostname=nas`, `-vv`. `suggest` is asked
 * before the spelling of an unknown option is compared with the others'. Throws UsageError.
 */
export function parseArguments(
  argv: readonly string[],
  specs: readonly OptionSpec[],
  suggest: Suggest = () => undefined,
): Arguments {
  const named = new Set(specs.filter(takesValue).map(({ name }) => name));
  const letters = new Map(specs.map(({ letter, name }) => [letter, name]));
  const grammar = {
    longName: (letter: string) => letters.get(letter),
    takesValue: (name: string) => named.has(name),
  };
  return new Arguments(readTokens(cut(argv, grammar), specs, [suggest, nearestOption(specs)]));
}
