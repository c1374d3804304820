/*
 * As much of Jinja as our templates use: one expression in braces, made of conditions, tests, a division, a comparison,
 * a slice, lists, dictionaries and `tojson`. Anything else throws, and so does what Home Assistant would log as an error.
 */

type Value = unknown;
type Read = (scope: Readonly<Record<string, Value>>) => Value;

const TOKEN = /\s*(?:([A-Za-z_][\w.]*)|(\d+(?:\.\d+)?)|'([^'\\]*)'|([()[\]{},:|/>]))/y;

type Token = { readonly kind: 'word' | 'number' | 'text' | 'sign'; readonly text: string };

function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (source.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex;
    const [, word, number, text, sign] = TOKEN.exec(source) ?? [];
    if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (text !== undefined) tokens.push({ kind: 'text', text });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else throw new Error(`no Jinja that is used here: ${source.slice(at)}`);
  }
  return tokens;
}

const TESTS: Readonly<Record<string, (value: Value) => boolean>> = {
  number: (value) => typeof value === 'number' || typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  true: (value) => value === true,
  false: (value) => value === false,
};

function lookUp(path: string, scope: Readonly<Record<string, Value>>): Value {
  return path.split('.').reduce<Value>((value, key) => {
    if (value === undefined || value === null) throw new Error(`${path}: ${String(value)} has no ${key}`);
    return Object.hasOwn(value, key) ? (value as Record<string, Value>)[key] : undefined;
  }, scope);
}

class Parser {
  readonly #tokens: Token[];

  constructor(source: string) {
    this.#tokens = tokensOf(source);
  }

  whole(): Read {
    const read = this.#filtered();
    if (this.#tokens.length > 0)
      throw new Error(`too much: ${this.#tokens.map(({ text }) => text).join(' ')}`);
    return read;
  }

  #is(text: string): boolean {
    const next = this.#tokens[0];
    return next !== undefined && next.kind !== 'text' && next.text === text;
  }

  #skip(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#tokens.shift();
    return true;
  }

  #expect(text: string): void {
    if (!this.#skip(text)) throw new Error(`expected ${text}, not ${this.#tokens[0]?.text ?? 'the end'}`);
  }

  #take(): Token {
    const token = this.#tokens.shift();
    if (!token) throw new Error('the expression ends too early');
    return token;
  }

  #filtered(): Read {
    const read = this.#conditional();
    if (!this.#skip('|')) return read;
    this.#expect('tojson');
    return (scope) =>
      JSON.stringify(read(scope), (key, value: Value) => {
        if (value === undefined) throw new TypeError(`${key} is undefined, and not JSON serializable`);
        return value;
      });
  }

  /** What stands for a value that is not there. */
  #defaulted(): Read {
    const read = this.#conditional();
    if (!this.#skip('|')) return read;
    for (const text of ['default', '(', 'none', ')']) this.#expect(text);
    return (scope) => read(scope) ?? null;
  }

  #conditional(): Read {
    const then = this.#test();
    if (!this.#skip('if')) return then;
    const condition = this.#test();
    this.#expect('else');
    const otherwise = this.#conditional();
    return (scope) => (condition(scope) ? then(scope) : otherwise(scope));
  }

  #test(): Read {
    const read = this.#quotient();
    if (this.#skip('is')) {
      const test = TESTS[this.#take().text];
      if (!test) throw new Error('no test that is used here');
      return (scope) => test(read(scope));
    }
    if (this.#skip('in')) {
      const list = this.#quotient();
      return (scope) => (list(scope) as Value[]).includes(read(scope));
    }
    if (!this.#skip('>')) return read;
    const other = this.#quotient();
    return (scope) => Number(read(scope)) > Number(other(scope));
  }

  #quotient(): Read {
    const read = this.#sliced();
    if (!this.#skip('/')) return read;
    const by = this.#sliced();
    return (scope) => {
      const value = read(scope);
      if (typeof value !== 'number') throw new Error(`${String(value)} cannot be divided`);
      return value / Number(by(scope));
    };
  }

  #sliced(): Read {
    const read = this.#atom();
    if (!this.#skip('[')) return read;
    this.#expect(':');
    const end = Number(this.#take().text);
    this.#expect(']');
    return (scope) => [...(read(scope) as string)].slice(0, end).join('');
  }

  #atom(): Read {
    if (this.#skip('(')) {
      const read = this.#conditional();
      this.#expect(')');
      return read;
    }
    if (this.#skip('[')) return this.#list();
    if (this.#skip('{')) return this.#dictionary();
    const { kind, text } = this.#take();
    if (kind === 'text') return () => text;
    if (kind === 'number') return () => Number(text);
    if (kind === 'sign') throw new Error(`unexpected ${text}`);
    return text === 'none' ? () => null : (scope) => lookUp(text, scope);
  }

  #list(): Read {
    const items: Read[] = [];
    while (!this.#skip(']')) {
      items.push(this.#conditional());
      if (!this.#is(']')) this.#expect(',');
    }
    return (scope) => items.map((item) => item(scope));
  }

  #dictionary(): Read {
    const pairs: [string, Read][] = [];
    while (!this.#skip('}')) {
      const key = this.#take().text;
      this.#expect(':');
      pairs.push([key, this.#defaulted()]);
      if (!this.#is('}')) this.#expect(',');
    }
    return (scope) => Object.fromEntries(pairs.map(([key, read]) => [key, read(scope)]));
  }
}

/** What a template makes of a JSON payload; `null` is what Home Assistant shows as unknown. */
export function render(template: string, valueJson: unknown): unknown {
  const [, source] = /^\{\{ (.*) \}\}$/s.exec(template) ?? [];
  if (source === undefined) throw new Error(`not one expression: ${template}`);
  return new Parser(source).whole()({ value_json: valueJson });
}
