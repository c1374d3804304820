import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StateFolder } from '../../src/dsm/state-folder.ts';

/** A line for one key: its newest value, or `null` once it is gone. */
type Line<Value> = readonly [key: string, value: Value | null];

/** How a value stands in a line. */
export interface Codec<Value> {
  /** Undefined for what is none. */
  readonly decode: (value: unknown) => Value | undefined;
  /** As JSON without line breaks; default: by JSON itself. */
  readonly encode?: (value: Value) => string;
}

/** More lines than this for each value that counts, and the file is written anew. */
const MOST_PER_VALUE = 2;
const SPARE = 1000;

/**
 * Values by key on disk, thousands of them: a change is a line at the end of a file, so that a thousand changes cost one
 * write. A last line that was cut off by a crash is not counted; what stands before it is.
 */
export class Journal<Value> {
  readonly #folder: StateFolder;
  readonly #name: string;
  readonly #codec: Codec<Value>;
  #lines = 0;

  constructor(folder: StateFolder, name: string, codec: Codec<Value>) {
    this.#folder = folder;
    this.#name = name;
    this.#codec = codec;
  }

  /** All values that the file holds. */
  open(): Map<string, Value> {
    const values = new Map<string, Value>();
    for (const line of (this.#folder.read(this.#name) ?? '').split('\n')) {
      this.#lines += 1;
      const read = this.#read(line);
      if (!read) continue;
      if (read[1] === undefined) values.delete(read[0]);
      else values.set(read[0], read[1]);
    }
    return values;
  }

  #read(line: string): readonly [string, Value | undefined] | undefined {
    try {
      const [key, value] = JSON.parse(line) as [unknown, unknown];
      if (typeof key !== 'string') return undefined;
      const decoded = value === null ? undefined : this.#codec.decode(value);
      return value !== null && decoded === undefined ? undefined : [key, decoded];
    } catch {
      return undefined;
    }
  }

  #write([key, value]: Line<Value>): string {
    const { encode = JSON.stringify } = this.#codec;
    return `[${JSON.stringify(key)},${value === null ? 'null' : encode(value)}]`;
  }

  /** Adds changes; `all` are the values as they are then, for the time when the file has grown too long. Throws. */
  add(changes: readonly Line<Value>[], all: ReadonlyMap<string, Value>): void {
    if (changes.length === 0) return;
    if (this.#lines === 0 || this.#lines + changes.length > all.size * MOST_PER_VALUE + SPARE) {
      this.#rewrite(all);
      return;
    }
    // Where this fails, the next change writes the whole file anew, and this one with it.
    const lines = this.#lines;
    this.#lines = 0;
    // What a crash cut off must not run into what comes now.
    const text = changes.map((line) => `\n${this.#write(line)}`).join('');
    appendFileSync(join(this.#folder.path, this.#name), text, { mode: 0o600 });
    this.#lines = lines + changes.length;
  }

  #rewrite(all: ReadonlyMap<string, Value>): void {
    this.#lines = 0;
    this.#folder.write(this.#name, [...all].map((line) => this.#write(line)).join('\n'));
    this.#lines = all.size;
  }
}
