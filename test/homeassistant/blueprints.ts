import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';

export const FOLDER = resolve(import.meta.dirname, '../../homeassistant/blueprints/automation');

/** What stands in a blueprint's YAML as `!input name`. */
export class Input {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Input);

/** An input as it is declared, in a section or outside of one. */
export interface Declared {
  readonly name: string;
  readonly spec: Node;
  /** It is hidden until somebody opens its section. */
  readonly collapsed: boolean;
}

export class Blueprint {
  readonly file: string;
  readonly text: string;
  readonly content: Node;

  constructor(file: string) {
    this.file = file;
    this.text = readFileSync(join(FOLDER, file), 'utf8');
    const customTags = [{ tag: '!input', resolve: (name: string) => new Input(name) }];
    this.content = parse(this.text, { customTags }) as Node;
  }

  get head(): Node {
    return this.content.blueprint as Node;
  }

  get inputs(): readonly Declared[] {
    const declared = (entries: Node, collapsed: boolean): Declared[] =>
      Object.entries(entries).flatMap(([name, value]) => {
        const spec = value as Node;
        return isNode(spec.input)
          ? declared(spec.input, spec.collapsed === true)
          : [{ name, spec, collapsed }];
      });
    return declared(this.head.input as Node, false);
  }

  /** Everything below the head, at any depth: keys with their values. */
  get parts(): readonly (readonly [key: string, value: unknown])[] {
    const { blueprint: _, ...rest } = this.content;
    return walk(rest);
  }

  get usedInputs(): readonly string[] {
    return this.parts.flatMap(([, value]) => (value instanceof Input ? [value.name] : []));
  }

  /** Every text with a template in it, those of inputs' defaults included. */
  get templates(): readonly string[] {
    return walk(this.content).flatMap(([, value]) =>
      typeof value === 'string' && /\{[{%]/.test(value) ? [value] : [],
    );
  }
}

function walk(value: unknown): (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.flatMap((item) => [['', item] as const, ...walk(item)]);
  if (!isNode(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key, inner] as const, ...walk(inner)]);
}

export const BLUEPRINTS: readonly Blueprint[] = readdirSync(FOLDER)
  .sort()
  .map((file) => new Blueprint(file));
