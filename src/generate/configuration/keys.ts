import { MQTT, NAS } from '../../../homeassistant/config/environment.ts';
import { jsonSchema } from '../../../homeassistant/config/json-schema.ts';

/** As much of a JSON Schema as bridge.yaml has. */
interface SchemaNode {
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string | readonly string[];
  readonly enum?: readonly (string | null)[];
  readonly anyOf?: readonly SchemaNode[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
}

/** One key of bridge.yaml. */
export interface Key {
  readonly name: string;
  /** What may stand there, in words. */
  readonly type: string;
  readonly says: string;
  readonly isRequired: boolean;
  /** As it would be typed. */
  readonly fallback?: string;
  /** The environment variable that says the same. */
  readonly variable?: string;
}

/** The keys of one place. */
export interface Section {
  /** `mqtt`, `nas`, or nothing for the top. */
  readonly name: '' | 'mqtt' | 'nas';
  readonly keys: readonly Key[];
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'list',
  object: 'keys with values',
};

/** What may stand there beside nothing: every key may be left empty. */
const typesOf = ({ type = [] }: SchemaNode): string[] => [type].flat().filter((one) => one !== 'null');

const inQuotes = (word: string) => (/^[\d.]+$/.test(word) ? `"${word}"` : word);

function typeOf(node: SchemaNode): string {
  const { enum: words, anyOf, minimum, maximum } = node;
  if (words) return words.flatMap((word) => (word === null ? [] : inQuotes(word))).join(', ');
  if (anyOf) return [...new Set(anyOf.map(typeOf).filter(Boolean))].join(' or ');
  const [type = '', ...others] = typesOf(node);
  if (type === 'integer') return `whole number from ${minimum} to ${maximum}`;
  if (type === 'number' && others.length === 0) return `number from ${minimum} to ${maximum}`;
  return others.length === 0 ? (TYPES[type] ?? type) : 'duration';
}

/** A variable is always one text. */
const isScalar = (node: SchemaNode) => !typesOf(node).some((type) => type === 'array' || type === 'object');

function showDefault({ default: value, enum: words }: SchemaNode): string | undefined {
  if (value === undefined || (typeof value === 'object' && value !== null)) return undefined;
  return words ? inQuotes(String(value)) : String(value);
}

function keysOf(node: SchemaNode | undefined, prefix: string | undefined): Key[] {
  return Object.entries(node?.properties ?? {}).map(([name, key]) => {
    const fallback = showDefault(key);
    const hasVariable = prefix !== undefined && name !== 'id' && isScalar(key);
    return {
      name,
      type: typeOf(key),
      says: key.description ?? '',
      isRequired: node?.required?.includes(name) ?? false,
      ...(fallback !== undefined && { fallback }),
      ...(hasVariable && { variable: `${prefix}${name.toUpperCase()}` }),
    };
  });
}

/** Everything that may stand in bridge.yaml, from the declaration that reads it. */
export function configurationSections(): readonly Section[] {
  const top = jsonSchema() as SchemaNode;
  return [
    { name: '', keys: keysOf(top, undefined) },
    { name: 'mqtt', keys: keysOf(top.properties?.mqtt, MQTT) },
    { name: 'nas', keys: keysOf(top.properties?.nas?.items, `${NAS}<ID>_`) },
  ];
}
