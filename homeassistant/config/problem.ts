import { z } from 'zod';
import { nearest } from '../../src/config/nearest.ts';
import { mqttSection } from './mqtt-section.ts';
import { configSchema, nasSection } from './schema.ts';
import { withoutQuery } from './values.ts';

export type KeyPath = readonly PropertyKey[];

/** What is wrong with one key, as words that go behind the key. */
export interface Problem {
  readonly path: KeyPath;
  readonly words: string;
}

/** `nas[1].host`. */
export function keyText(path: KeyPath): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );
}

/** Sections by how deep they stand: the whole, `mqtt`, and a NAS, which is an entry of a list. */
function sectionAt(path: KeyPath): z.ZodObject | undefined {
  if (path.length === 0) return configSchema;
  if (path[0] === 'mqtt' && path.length === 1) return mqttSection;
  return path[0] === 'nas' && path.length === 2 ? nasSection : undefined;
}

/** The keys of the section at a path; none where names are free. */
export const knownKeys = (path: KeyPath): readonly string[] => Object.keys(sectionAt(path)?.shape ?? {});

/** Whether a key that stands at a path is a mistake in any case. */
export function isUnknown(path: KeyPath, key: string): boolean {
  const section = sectionAt(path);
  return section !== undefined && !Object.hasOwn(section.shape, key);
}

/** What a key takes, as far as it matters to whoever has nothing but a text for it. */
export type ValueKind = 'text' | 'number' | 'flag' | 'list' | 'text or list' | 'map';

function kindOf(type: unknown): ValueKind {
  if (type instanceof z.ZodOptional || type instanceof z.ZodDefault) return kindOf(type.unwrap());
  if (type instanceof z.ZodNumber) return 'number';
  if (type instanceof z.ZodBoolean) return 'flag';
  if (type instanceof z.ZodArray) return 'list';
  if (type instanceof z.ZodRecord) return 'map';
  const mayBeList = type instanceof z.ZodUnion && type.options.some((one) => one instanceof z.ZodArray);
  return mayBeList ? 'text or list' : 'text';
}

export const valueKind = (section: KeyPath, key: string): ValueKind => kindOf(sectionAt(section)?.shape[key]);

/** What was found instead, short enough for a line, and never the whole of something long. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'keys with values';
  // What stands before an @ may be a password, however wrong the rest is.
  const harmless = typeof value === 'string' ? withoutQuery(value.replace(/.*@/s, '…@')) : value;
  const text = JSON.stringify(harmless) ?? String(harmless);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const PASSWORD =
  'a password does not belong into this file, which people show each other: write it into a file of its own ' +
  '(chmod 600) and name that by password_file, or give it by the environment';

function unknownKey(path: KeyPath, key: string): Problem {
  const known = knownKeys(path);
  const meant = nearest(key, known);
  const words =
    key === 'password'
      ? PASSWORD
      : `unknown key; ${meant ? `did you mean ${meant}?` : `known are ${known.join(', ')}`}`;
  return { path: [...path, key], words };
}

const valueAt = (data: unknown, path: KeyPath): unknown =>
  path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown> | null | undefined)?.[part],
    data,
  );

/** To YAML 12345 and true are no texts, whatever they are to a person. */
function inQuotes({ code, message, ...issue }: z.core.$ZodIssue, found: unknown): string {
  const isPlain = typeof found === 'number' || typeof found === 'boolean';
  const wantsText = code === 'invalid_type' && 'expected' in issue && issue.expected === 'string';
  return isPlain && wantsText && !message.includes('in quotes') ? ': put it in quotes' : '';
}

/** What an issue of the schema amounts to, one problem a key. */
export function problemsOf(issue: z.core.$ZodIssue, data: unknown): readonly Problem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
  const isRule = issue.code === 'custom' && issue.params?.rule === true;
  if (isRule) return [{ path, words: issue.message }];
  const found = valueAt(data, path);
  if (issue.code === 'invalid_union' && Array.isArray(found)) {
    // A list may stand there: what is wrong is an entry of it.
    const inner = issue.errors.flat().filter((entry) => entry.path.length > 0);
    if (inner.length > 0)
      return inner.flatMap((entry) => problemsOf({ ...entry, path: [...path, ...entry.path] }, data));
  }
  const words =
    found === undefined
      ? `missing: expected ${issue.message}`
      : `expected ${issue.message}, not ${shown(found)}${inQuotes(issue, found)}`;
  return [{ path, words }];
}
