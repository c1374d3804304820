import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut } from '../../src/nagios/tokens.ts';

const OPTIONS = {
  hostname: { type: 'string', short: 'H' },
  warning: { type: 'string', short: 'w' },
  verbose: { type: 'boolean', short: 'v' },
  help: { type: 'boolean', short: 'h' },
  insecure: { type: 'boolean' },
} as const;

type Name = keyof typeof OPTIONS;
const isName = (name: string): name is Name => Object.hasOwn(OPTIONS, name);
const LETTERS = new Map([
  ['H', 'hostname'],
  ['w', 'warning'],
  ['v', 'verbose'],
  ['h', 'help'],
]);

const grammar = {
  longName: (letter: string) => LETTERS.get(letter),
  takesValue: (name: string) => isName(name) && OPTIONS[name].type === 'string',
};

/** The same by Node's own parser. */
function byNode(args: readonly string[]): readonly unknown[] {
  const { tokens } = parseArgs({
    args: [...args],
    options: OPTIONS,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  return tokens.filter(({ kind }) => kind !== 'option-terminator');
}

/** Without what does not matter: places, and whether a value that is not there stood inline (undefined in Node). */
const essence = (tokens: readonly unknown[]) =>
  (tokens as { kind: string; name?: string; rawName?: string; value?: string; inlineValue?: boolean }[]).map(
    ({ kind, name, rawName, value, inlineValue }) => ({
      kind,
      name,
      rawName,
      value,
      inlineValue: inlineValue ?? false,
    }),
  );

const words = fc.oneof(
  fc.constantFrom(
    '-H',
    '-w',
    '-v',
    '-vv',
    '-vH',
    '-vHnas',
    '-Hnas',
    '-H=nas',
    '--',
    '-',
    '',
    '-10:10',
    '-x',
    '-xH',
  ),
  fc.constantFrom(
    '--hostname',
    '--hostname=',
    '--hostname=a=b',
    '--verbose',
    '--verbose=1',
    '--nonsense',
    '--=x',
    '--a=b',
  ),
  // A hyphen among letters is the end of options to Node, by chance: nobody types that.
  fc
    .tuple(
      fc.constantFrom('', '-', '--'),
      fc.string({ unit: fc.constantFrom('=', 'H', 'w', 'v', 'x', '1', ':'), maxLength: 5 }),
    )
    .map((parts) => parts.join('')),
);

describe('a command line', () => {
  it('is cut as Node cuts it', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (args) => {
        expect(essence(cut(args, grammar))).toEqual(essence(byNode(args)));
      }),
      { numRuns: 5000 },
    );
  });
});
