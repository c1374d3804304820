import { parse } from 'yaml';
import { nearest } from '../../src/config/nearest.ts';
import type { KeyPath, Problem } from './problem.ts';
import { knownKeys, valueKind } from './problem.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says: keys laid over the file's, and passwords, which never stand in a file of configuration. */
export interface Overlay {
  readonly data: unknown;
  /** By path of the section, `mqtt` or `nas.<index>`. */
  readonly passwords: ReadonlyMap<string, string>;
  /** The variable that set a key, by the key's path. */
  readonly origins: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** Variables of the section mqtt begin with this. */
export const MQTT = 'SYNOLOGY_DRIVE_MQTT_';
/** Variables of a NAS begin with this and its id. */
export const NAS = 'SYNOLOGY_DRIVE_NAS_';

type Section = Record<string, unknown>;

interface Target {
  readonly variable: string;
  readonly path: KeyPath;
  readonly key: string;
  readonly value: string;
}

const asSection = (value: unknown): Section | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Section) : undefined;

/** The section and key that a variable means; the longest id that fits counts: of `a` and `a_b`, A_B_HOST is the latter's. */
function targetOf(variable: string, value: string, ids: readonly string[]): Target | undefined {
  if (variable.startsWith(MQTT))
    return { variable, value, path: ['mqtt'], key: variable.slice(MQTT.length).toLowerCase() };
  if (!variable.startsWith(NAS)) return undefined;
  const rest = variable.slice(NAS.length).toLowerCase();
  const fitting = ids.filter((id) => rest.startsWith(`${id}_`)).sort((a, b) => b.length - a.length);
  const id = fitting[0];
  if (id === undefined) return { variable, value, path: [], key: rest };
  return { variable, value, path: ['nas', ids.indexOf(id)], key: rest.slice(id.length + 1) };
}

/** What is written in YAML's brackets: `[anna, bert]`, `{desktop: "3.5.0"}`; undefined of any other text. */
function inBrackets(text: string, opening: '[' | '{'): unknown {
  if (!text.trim().startsWith(opening)) return undefined;
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** A variable is always text: what the schema wants of it. A word is a list of one. */
function typed(section: KeyPath, key: string, value: string): unknown {
  switch (valueKind(section, key)) {
    case 'number':
      return /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
    case 'flag':
      return value === 'true' || (value === 'false' ? false : value);
    case 'list':
      return inBrackets(value, '[') ?? [value];
    case 'text or list':
      return inBrackets(value, '[') ?? value;
    case 'map':
      return inBrackets(value, '{') ?? value;
    default:
      return value;
  }
}

function refusal({ variable, path, key }: Target, ids: readonly string[]): Problem | undefined {
  if (path.length === 0) {
    const known = ids.map((id) => id.toUpperCase()).join(', ') || 'none';
    return { path: [], words: `${variable} names no NAS of this file (ids: ${known})` };
  }
  const known = [...knownKeys(path), 'password'];
  if (known.includes(key)) return undefined;
  const meant = nearest(key, known);
  return { path, words: `${variable} is no key${meant ? `; did you mean ${meant.toUpperCase()}?` : ''}` };
}

/** The section that a target means; `mqtt` is made where the file has none. */
function sectionOf(data: Section, [first, index]: KeyPath): Section | undefined {
  if (first === 'mqtt') data.mqtt ??= {};
  const list = Array.isArray(data.nas) ? data.nas : [];
  return asSection(first === 'mqtt' ? data.mqtt : list[Number(index)]);
}

const idsIn = ({ nas }: Section): string[] =>
  Array.isArray(nas) ? nas.map((entry) => String(asSection(entry)?.id ?? '')) : [];

/** The file's data with what `SYNOLOGY_DRIVE_MQTT_<KEY>` and `SYNOLOGY_DRIVE_NAS_<ID>_<KEY>` say laid over it. */
export function overlay(fileData: unknown, env: Environment): Overlay {
  const data = structuredClone(asSection(fileData) ?? {});
  const ids = idsIn(data);
  const passwords = new Map<string, string>();
  const origins = new Map<string, string>();
  const given = Object.entries(env).flatMap(([variable, value]) =>
    value ? (targetOf(variable, value, ids) ?? []) : [],
  );
  const problems = given.flatMap((target) => refusal(target, ids) ?? []);
  for (const target of given) {
    const { path, key, value, variable } = target;
    const section = refusal(target, ids) ? undefined : sectionOf(data, path);
    if (!section) continue;
    if (key === 'password') passwords.set(path.join('.'), value);
    else {
      section[key] = typed(path, key, value);
      origins.set([...path, key].join('.'), variable);
    }
  }
  const isUsable = asSection(fileData) !== undefined || origins.size > 0;
  return { data: isUsable ? data : fileData, passwords, origins, problems };
}
