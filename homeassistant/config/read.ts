import { type Alias, type Document, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { type Environment, overlay } from './environment.ts';
import { isUnknown, type KeyPath, keyText, type Problem, problemsOf } from './problem.ts';
import { type Config, configSchema } from './schema.ts';

/** The configuration cannot be used; each problem is a line that names the file, the place and the key. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

export interface ReadConfig {
  readonly config: Config;
  /** Given by the environment; by path of the section, `mqtt` or `nas.<index>`. */
  readonly passwords: ReadonlyMap<string, string>;
  readonly locate: Locate;
}

/** Says where in the text a key stands. */
export type Locate = (path: KeyPath) => string;

/** A key that is there without a value (`ca_file:`) is left out, unless nothing has such a key. */
function withoutNulls(value: unknown, path: KeyPath = []): unknown {
  if (Array.isArray(value)) return value.map((inner, index) => withoutNulls(inner, [...path, index]));
  if (typeof value !== 'object' || value === null) return value;
  const counting = Object.entries(value).filter(([key, inner]) => inner !== null || isUnknown(path, key));
  return Object.fromEntries(counting.map(([key, inner]) => [key, withoutNulls(inner, [...path, key])]));
}

/** The offset of a key, or of the nearest thing around it that is there. */
function offsetOf(document: Document, path: KeyPath): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const parent: unknown = document.getIn(path.slice(0, length - 1), true);
    const last = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === last)
      : undefined;
    const node: unknown = pair?.key ?? document.getIn(path.slice(0, length), true);
    const range = (node as { range?: readonly number[] } | undefined)?.range;
    if (range) return range[0];
  }
  return undefined;
}

/** Which alias keeps a document from being read, and why: they show only when all is put together. */
function aliasProblem(document: Document): { offset: number; words: string } {
  const aliases: Alias[] = [];
  visit(document, { Alias: (_, alias) => void aliases.push(alias) });
  const nameless = aliases.find((alias) => alias.resolve(document) === undefined);
  const { source = '', range } = nameless ?? aliases[0] ?? {};
  const words = nameless ? `no anchor &${source} stands before it` : 'too many aliases, or one within itself';
  return { offset: range?.[0] ?? 0, words: `*${source}: ${words}` };
}

function parseYaml(file: string, text: string): { data: unknown; locate: Locate } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0)
    throw new ConfigError(document.errors.map(({ pos, message }) => `${at(pos[0])}: ${message}`));
  const locate: Locate = (path) => at(offsetOf(document, path) ?? 0);
  try {
    return { data: withoutNulls(document.toJS()), locate };
  } catch {
    const { offset, words } = aliasProblem(document);
    throw new ConfigError([`${at(offset)}: ${words}`]);
  }
}

/** The variable that a key came from, or what it stands in. */
const originOf = (origins: ReadonlyMap<string, string>, path: KeyPath): string | undefined =>
  path.map((_, index) => origins.get(path.slice(0, index + 1).join('.'))).find(Boolean);

/** Reads bridge.yaml's text. Throws a ConfigError that names every problem at once. */
export function readConfig(file: string, text: string, env: Environment): ReadConfig {
  const { data: fileData, locate } = parseYaml(file, text);
  const { data, passwords, origins, problems } = overlay(fileData, env);
  const say = ({ path, words }: Problem) => {
    const variable = originOf(origins, path);
    const key = keyText(path);
    return `${variable ?? locate(path)}: ${key === '' ? '' : `${key}: `}${words}`;
  };
  const result = configSchema.safeParse(data);
  const wrong = result.success ? [] : result.error.issues.flatMap((issue) => problemsOf(issue, data));
  const all = [...problems.map(({ words }) => words), ...wrong.map(say)];
  if (all.length > 0 || !result.success) throw new ConfigError(all);
  return { config: result.data, passwords, locate };
}
