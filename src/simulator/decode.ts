import type { JsonValue } from './json.ts';

/** Where in a scenario something stands: `['connections', 3, 'user']`. */
export type KeyPath = readonly (string | number)[];

/** A scenario that cannot be played; the message begins with the key: `connections[3].user: a text is expected, not 5`. */
export class ScenarioError extends Error {
  override name = 'ScenarioError';
  readonly key: KeyPath;

  constructor(key: KeyPath, problem: string) {
    super(`${keyText(key)}: ${problem}`);
    this.key = key;
  }
}

/** Reads an unknown value found at a key, or throws a ScenarioError. */
export type Decoder<T> = (value: unknown, key: KeyPath) => T;
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

type Decoders = Readonly<Record<string, Decoder<unknown>>>;
type Shape<R extends Decoders, O extends Decoders> = { readonly [K in keyof R]: Decoded<R[K]> } & {
  readonly [K in keyof O]?: Decoded<O[K]>;
};

export const text = primitive('a text', (value): value is string => typeof value === 'string');
export const number = primitive('a number', (value): value is number => Number.isFinite(value));
export const flag = primitive('true or false', (value): value is boolean => typeof value === 'boolean');
export const yes = primitive('true', (value): value is true => value === true);
export const count = primitive(
  'a whole number, 0 or more',
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0,
);

/** A decoder for what a test can tell, with the words for what it wants. */
export function primitive<T>(expected: string, is: (value: unknown) => value is T): Decoder<T> {
  return (value, key) => {
    if (!is(value)) throw new ScenarioError(key, `${expected} is expected, not ${shown(value)}`);
    return value;
  };
}

export function oneOf<const W extends readonly string[]>(...words: W): Decoder<W[number]> {
  const known: readonly unknown[] = words;
  return primitive(`one of ${words.join(', ')}`, (value): value is W[number] => known.includes(value));
}

export function versionOf<const V extends readonly number[]>(...versions: V): Decoder<V[number]> {
  const known: readonly unknown[] = versions;
  return primitive(versions.join(' or '), (value): value is V[number] => known.includes(value));
}

export function listOf<T>(item: Decoder<T>): Decoder<readonly T[]> {
  return (value, key) => {
    if (!Array.isArray(value)) throw new ScenarioError(key, `a list is expected, not ${shown(value)}`);
    return value.map((element, index) => item(element, [...key, index]));
  };
}

export function recordOf<T>(item: Decoder<T>): Decoder<Readonly<Record<string, T>>> {
  return (value, key) =>
    Object.fromEntries(Object.entries(plain(value, key)).map(([name, v]) => [name, item(v, [...key, name])]));
}

export function orNull<T>(item: Decoder<T>): Decoder<T | null> {
  return (value, key) => (value === null ? null : item(value, key));
}

/** Takes any value; what JSON cannot carry (functions, dates) would be lost on the wire, so it is refused. */
export const json: Decoder<JsonValue> = (value, key) => {
  if (Array.isArray(value)) return listOf(json)(value, key);
  if (typeof value === 'object' && value !== null) return recordOf(json)(value, key);
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as JsonValue;
  throw new ScenarioError(key, `a JSON value is expected, not ${shown(value)}`);
};

/** An object with these keys and no others: a misspelt key is an error, not a key without effect. */
export function shape<R extends Decoders, O extends Decoders>(
  required: R,
  optional: O,
): Decoder<Shape<R, O>> {
  const decoders: Decoders = { ...required, ...optional };
  return (value, key) => {
    const given = Object.entries(plain(value, key)).filter(([, v]) => v !== undefined);
    for (const name of Object.keys(required)) {
      if (!given.some(([present]) => present === name)) throw new ScenarioError([...key, name], 'missing');
    }
    return Object.fromEntries(given.map(([name, v]) => [name, decode(decoders, name, v, key)])) as Shape<
      R,
      O
    >;
  };
}

function decode(decoders: Decoders, name: string, value: unknown, key: KeyPath): unknown {
  const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
  if (decoder) return decoder(value, [...key, name]);
  throw new ScenarioError([...key, name], `unknown key; known are ${Object.keys(decoders).join(', ')}`);
}

function plain(value: unknown, key: KeyPath): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new ScenarioError(key, `keys with values are expected, not ${shown(value)}`);
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'keys with values';
  return value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value);
}

function keyText(key: KeyPath): string {
  const joined = key.map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return joined.replace(/^\./, '') || 'scenario';
}
