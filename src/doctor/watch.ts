/** What was seen of one field of an answer's rows. */
export interface SeenField {
  readonly name: string;
  /** Types it came in, e.g. `number`, `string`, `null`, `list`, `object`. */
  readonly types: readonly string[];
}

/** The fields of an answer: those that the program asks for and found, did not find, and those it does not know. */
export interface SeenFields {
  readonly decoded: readonly SeenField[];
  readonly missing: readonly string[];
  readonly unknown: readonly SeenField[];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

type Fields = Record<string, unknown>;

/** Where a field stands: list indexes are left out, since rows are alike. */
const below = (path: string, name: string) => (path === '' ? name : `${path}.${name}`);

/**
 * Watches what of an answer is read: the decoders themselves so tell which fields they know, and no second list of
 * names has to be kept.
 */
export class Watch {
  readonly #present = new Map<string, Set<string>>();
  readonly #read = new Set<string>();

  /** The same data; every field that is read of it is noted. */
  over<T>(data: T): T {
    this.#note(data, '');
    return this.#wrap(data, '') as T;
  }

  get fields(): SeenFields {
    const seen = [...this.#present].map(([name, types]) => ({ name, types: [...types] }));
    const isKnown = (name: string) => this.#read.has(name);
    return {
      decoded: seen.filter(({ name }) => isKnown(name)),
      missing: [...this.#read].filter((name) => !this.#present.has(name)),
      unknown: seen.filter(({ name }) => !isKnown(name)),
    };
  }

  #note(value: unknown, path: string): void {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const item of value) this.#note(item, path);
      return;
    }
    for (const [name, field] of Object.entries(value)) {
      const place = below(path, name);
      this.#present.set(place, (this.#present.get(place) ?? new Set()).add(typeOf(field)));
      this.#note(field, place);
    }
  }

  #wrap(value: unknown, path: string): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => this.#wrap(item, path));
    return new Proxy(value as Fields, {
      get: (fields, name) => {
        // A promise that resolves to it asks for `then`: nobody else does.
        if (typeof name !== 'string' || name === 'then') return Reflect.get(fields, name) as unknown;
        const place = below(path, name);
        this.#read.add(place);
        return this.#wrap(fields[name], place);
      },
    });
  }
}
