import { appendFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Journal } from '../../../homeassistant/publish/journal.ts';
import { StateFolder } from '../../../src/dsm/state-folder.ts';
import { type Folder, makeFolder } from '../../support/executable.ts';

let temporary: Folder;
let folder: StateFolder;

beforeEach(() => {
  temporary = makeFolder();
  folder = StateFolder.open(join(temporary.path, 'state'));
});

afterEach(() => temporary.remove());

const FILE = 'numbers.jsonl';
const path = () => join(folder.path, FILE);
const text = () => readFileSync(path(), 'utf8');

type Changes = Readonly<Record<string, number | null>>;

function change(values: Map<string, number>, changes: Changes): void {
  for (const [key, value] of Object.entries(changes))
    if (value === null) values.delete(key);
    else values.set(key, value);
}

/** A journal of numbers, and what it holds, as a run of the bridge has it. */
class Run {
  readonly journal = new Journal(folder, FILE, {
    decode: (value) => (typeof value === 'number' ? value : undefined),
  });
  readonly values = this.journal.open();

  set(changes: Changes): this {
    change(this.values, changes);
    this.journal.add(Object.entries(changes), this.values);
    return this;
  }
}

const remembered = () => Object.fromEntries(new Run().values);

describe('a journal', () => {
  it('that was never written is empty, and makes no file by being opened', () => {
    expect(remembered()).toEqual({});
    new Run().set({});
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('brings back the newest value of each key, and none of what is gone', () => {
    new Run().set({ a: 1, b: 2 }).set({ a: 3 }).set({ b: null, c: 0 });
    expect(remembered()).toEqual({ a: 3, c: 0 });
  });

  it('goes on where the run before ended', () => {
    new Run().set({ a: 1, b: 2 });
    new Run().set({ b: null }).set({ b: 4 });
    expect(remembered()).toEqual({ a: 1, b: 4 });
  });

  it('adds a change to its end, and leaves the rest as it is', () => {
    const run = new Run().set({ a: 1, b: 2 });
    const before = text();
    run.set({ a: 7 });
    expect(text().slice(0, before.length)).toBe(before);
    expect(text().slice(before.length).trim()).toBe('["a",7]');
  });

  it('is for this user only', () => {
    new Run().set({ a: 1 });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    const run = new Run();
    for (let round = 0; round < 2000; round += 1) run.set({ a: round });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('is the same after any changes and any restarts', () => {
    const anyChanges = fc.dictionary(fc.string({ maxLength: 3 }), fc.option(fc.integer()), { maxKeys: 4 });
    const runs = fc.array(fc.array(anyChanges, { maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(runs, (rounds) => {
        folder.remove(FILE);
        const expected = new Map<string, number>();
        for (const round of rounds) {
          const run = new Run();
          for (const changes of round) {
            run.set(changes);
            change(expected, changes);
          }
          expect(new Run().values).toEqual(expected);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a journal that a crash cut off', () => {
  it('anywhere holds all changes before the one that was cut, and takes new ones', () => {
    new Run().set({ 'one ü': 1, two: 2 }).set({ three: 33 }).set({ two: null });
    const whole = readFileSync(path());
    for (let length = 0; length <= whole.length; length += 1) {
      writeFileSync(path(), whole.subarray(0, length));
      const before = remembered();
      for (const [key, value] of Object.entries(before))
        expect([key, value]).toEqual([key, { 'one ü': 1, two: 2, three: 33 }[key]]);
      new Run().set({ four: 4 });
      expect(remembered()).toEqual({ ...before, four: 4 });
    }
  });

  it('in its last line holds every other', () => {
    new Run().set({ a: 1, b: 2 }).set({ c: 3 });
    writeFileSync(path(), text().slice(0, -1));
    expect(remembered()).toEqual({ a: 1, b: 2 });
  });
});

describe('a line that makes no sense', () => {
  it.each([
    ['of no JSON', '{{{'],
    ['of zeros', '\u0000\u0000\u0000'],
    ['that is null', 'null'],
    ['that is a number', '7'],
    ['that is a text', '"a"'],
    ['that is an empty list', '[]'],
    ['with a key that is no text', '[7,7]'],
    ['without a value', '["a"]'],
    ['with a value of another kind', '["a","seven"]'],
    ['that is empty', ''],
  ])('(%s) changes nothing, and what comes after it counts', (_, line) => {
    new Run().set({ a: 1, b: 2 });
    appendFileSync(path(), `\n${line}\n["b",3]`);
    expect(remembered()).toEqual({ a: 1, b: 3 });
  });
});

describe('a journal that has grown long', () => {
  it('is written anew, with what counts and nothing else', () => {
    const run = new Run().set({ a: 0, gone: 1 }).set({ gone: null });
    for (let round = 1; round <= 1100; round += 1) run.set({ a: round });
    expect(text().split('\n').length).toBeLessThan(1010);
    expect(text()).not.toContain('gone');
    expect(remembered()).toEqual({ a: 1100 });
    expect(readdirSync(folder.path)).toEqual([FILE]);
  });

  it('over many short runs is written anew as well', () => {
    const names = Array.from({ length: 50 }, (_, index) => [`user${index}`, index] as const);
    for (let runs = 0; runs < 60; runs += 1) new Run().set(Object.fromEntries(names));
    expect(text().split('\n').length).toBeLessThan(1110);
    expect(Object.keys(remembered())).toHaveLength(50);
  });

  it('of many values is not written anew for each change', () => {
    const names = Array.from({ length: 3000 }, (_, index) => [`user${index}`, index] as const);
    const run = new Run().set(Object.fromEntries(names));
    const inode = statSync(path()).ino;
    for (let round = 0; round < 500; round += 1) run.set({ user7: round });
    expect(statSync(path()).ino).toBe(inode);
    expect(remembered().user7).toBe(499);
  });
});
