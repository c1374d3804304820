import { isIP } from 'node:net';
import { isHarmless, isVersion } from './harmless.ts';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/**
 * What stands for the `index`th private text. Addresses become addresses that nobody has (RFC 2544, RFC 3849), so that
 * a rule about networks can still be tried.
 */
function standIn(original: string, index: number): string {
  const family = isIP(original);
  const [high, low] = [index >> 16, index & 0xffff];
  if (family === 4 && high < 2) return `198.${18 + high}.${low >> 8}.${low & 255}`;
  if (family !== 6) return `name-${index}`;
  return `2001:db8::${high > 0 ? `${high.toString(16)}:` : ''}${low.toString(16)}`;
}

/**
 * Replaces what belongs to people by what does not, the same by the same throughout one record: names of users, devices
 * and shares, addresses, ids, serials, and every other text that is not known to be DSM's own. Numbers stay, also as
 * digits; names do not depend on case, so neither do their replacements.
 */
export class Anonymiser {
  readonly #replacements = new Map<string, string>();
  readonly #versions = new Set<string>();
  /** Every text and key there was, and every replacement, in lower case: a new replacement is none of them. */
  readonly #taken = new Set<string>();
  readonly #fields: ReadonlySet<string>;
  #count = 0;

  /** `fields`: names of fields that the program knows; they stay even when somebody is called so. */
  constructor(fields: ReadonlySet<string>) {
    this.#fields = fields;
  }

  /** Any JSON value. Field names stay, unless one is somebody's name: a text that is replaced elsewhere. */
  value(original: unknown): unknown {
    this.#learn(original, '');
    return this.#rename(this.#replace(original));
  }

  /** Looks at everything before anything is replaced: what is a version in one place is one in all. */
  #learn(value: unknown, field: string): void {
    if (typeof value === 'string') {
      this.#taken.add(value.toLowerCase());
      if (isVersion(value, field)) this.#versions.add(value);
    } else if (Array.isArray(value)) {
      for (const item of value) this.#learn(item, field);
    } else if (isObject(value)) {
      for (const [name, item] of Object.entries(value)) {
        this.#taken.add(name.toLowerCase());
        this.#learn(item, name);
      }
    }
  }

  #replace(original: unknown): unknown {
    if (typeof original === 'string') return this.#text(original);
    if (Array.isArray(original)) return original.map((item) => this.#replace(item));
    if (!isObject(original)) return original;
    return Object.fromEntries(Object.entries(original).map(([name, field]) => [name, this.#replace(field)]));
  }

  #text(original: string): string {
    if (isHarmless(original) || this.#versions.has(original)) return original;
    const key = original.toLowerCase();
    const known = this.#replacements.get(key);
    if (known !== undefined) return known;
    const replacement = this.#invent(original);
    this.#replacements.set(key, replacement);
    return replacement;
  }

  #invent(original: string): string {
    let invented: string;
    do {
      this.#count += 1;
      invented = standIn(original, this.#count);
    } while (this.#taken.has(invented));
    this.#taken.add(invented);
    return invented;
  }

  #rename(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#rename(item));
    if (!isObject(value)) return value;
    const renamed = new Map<string, unknown>();
    for (const [name, field] of Object.entries(value)) {
      let key = this.#key(name);
      // Two spellings of one name have one replacement, but were two fields.
      while (renamed.has(key)) key = `${key}_`;
      renamed.set(key, this.#rename(field));
    }
    return Object.fromEntries(renamed);
  }

  #key(name: string): string {
    return this.#fields.has(name) ? name : (this.#replacements.get(name.toLowerCase()) ?? name);
  }
}
