import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../src/nagios/number.ts';
import { formatPerfdata, type PerfdataItem, perUserLabel } from '../../src/nagios/perfdata.ts';
import { formatRange, parseRange } from '../../src/nagios/range.ts';
import { readIcinga, readPnp, splitOutput } from '../support/consumers.ts';
import { readVectors } from '../support/vectors.ts';

interface RenderVector {
  readonly source: string;
  readonly kind: string;
  readonly label: string;
  readonly value: number | 'Infinity' | null;
  readonly uom?: PerfdataItem['uom'];
  readonly warn?: string | null;
  readonly crit?: string | null;
  readonly min?: number | null;
  readonly max?: number | null;
  readonly expected?: string;
}

const NO_QUOTES = 'labels that need no quotes have none';
const NO_SUCH_LABEL = 'labels are A-Z, a-z, 0-9 and _ only: ours are fixed words and cleaned names';

/** Where we differ from other plugins, what we do instead (undefined: refuse), and why. */
const OURS: ReadonlyMap<string, { readonly output: string | undefined; readonly why: string }> = new Map([
  ['te_s_t=2', { output: undefined, why: NO_SUCH_LABEL }],
  ['test_🖥️__test=2', { output: undefined, why: NO_SUCH_LABEL }],
  ["'foo bar'=2.76m;@10:25;15:20", { output: undefined, why: NO_SUCH_LABEL }],
  ["'ab_c'=1", { output: undefined, why: NO_SUCH_LABEL }],
  [
    "'load1'=0.42;1.0;5.0;0;10",
    { output: 'load1=0.42;1;5;0;10', why: `${NO_QUOTES}, numbers no trailing zeros` },
  ],
  ["'x'=5", { output: 'x=5', why: NO_QUOTES }],
  ["'mem'=80%", { output: 'mem=80%', why: NO_QUOTES }],
  ["'x'=5;10", { output: 'x=5;10', why: NO_QUOTES }],
  ["'x'=5;;20", { output: 'x=5;;20', why: NO_QUOTES }],
  ["'x'=5;;;0;100", { output: 'x=5;;;0;100', why: NO_QUOTES }],
  ["'x'=0", { output: 'x=0', why: NO_QUOTES }],
]);

const toItem = ({ label, value, uom = '', warn, crit, min, max }: RenderVector): PerfdataItem => ({
  label: label === 'to infinity' ? 'to_infinity' : label,
  value: value === null ? Number.NaN : Number(value),
  uom,
  warning: warn ? parseRange(warn) : undefined,
  critical: crit ? parseRange(crit) : undefined,
  min: min ?? undefined,
  max: max ?? undefined,
});

const vectors = readVectors<RenderVector[]>('perfdata').filter(({ kind }) => kind.startsWith('render'));

describe('the suites of others', () => {
  it.each(vectors.filter(({ expected = '' }) => !OURS.has(expected)))(
    'agree on $label = $value: "$expected" ($source)',
    (vector) => {
      expect(formatPerfdata([toItem(vector)])).toBe(vector.expected ?? '');
    },
  );

  it.each([...OURS].map(([expected, { output, why }]) => ({ expected, output, why })))(
    'write $expected where we write $output: $why',
    ({ expected, output }) => {
      const found = vectors.filter((vector) => vector.expected === expected);
      expect(found).not.toEqual([]);
      for (const vector of found) {
        if (output === undefined)
          expect(() => formatPerfdata([toItem(vector)])).toThrow('is no perfdata label');
        else expect(formatPerfdata([toItem(vector)])).toBe(output);
      }
    },
  );
});

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const ranges = fc
  .constantFrom('10', '5:', '~:7.5', '@1:2', '-3:1e22', '1e-7:1', '~:')
  .map((text) => parseRange(text));
const items: fc.Arbitrary<PerfdataItem> = fc.record({
  label: fc.stringMatching(/^[A-Za-z0-9_]{1,30}$/),
  value: finite,
  uom: fc.constantFrom('', 's', 'B', '%', 'c'),
  warning: fc.option(ranges, { nil: undefined }),
  critical: fc.option(ranges, { nil: undefined }),
  min: fc.option(finite, { nil: undefined }),
  max: fc.option(finite, { nil: undefined }),
});
const manyItems = fc.array(items, { minLength: 1, maxLength: 8 });

const shown = (range: PerfdataItem['warning']) => (range ? formatRange(range) : '');
const numberOr = <T>(text: string, otherwise: T) => (text === '' ? otherwise : Number(text));
const plainOrNull = (text: string) => (/^-?[\d.]+$/.test(text) ? Number(text) : null);

describe('formatPerfdata', () => {
  it('leaves out what has no finite value, and separators at the end', () => {
    const line = formatPerfdata([
      {
        label: 'total',
        value: 25,
        uom: '',
        warning: parseRange('0:20'),
        critical: parseRange('~:30'),
        min: 0,
      },
      { label: 'age', value: Number.NaN, uom: 's' },
      { label: 'used', value: 1.5e12, uom: 'B', min: 0, max: Number.POSITIVE_INFINITY },
      { label: 'percent', value: 33.33333, uom: '%' },
    ]);
    expect(line).toBe('total=25;20;~:30;0 used=1500000000000B;;;0 percent=33.333%');
    expect(formatPerfdata([])).toBe('');
  });

  it.each(['', 'a b', 'a=b', "it's", 'é', 'a\n', 'a;b'])('refuses the label "%s"', (label) => {
    expect(() => formatPerfdata([{ label, value: 1, uom: '' }])).toThrow('is no perfdata label');
  });

  it('is read by pnp4nagios as it was meant', () => {
    fc.assert(
      fc.property(manyItems, (written) => {
        const read = readPnp(formatPerfdata(written));
        expect(read.at(-1)?.rest).toBe('');
        expect(
          read.map((item) => ({
            ...item,
            value: Number(item.value),
            min: numberOr(item.min, undefined),
            max: numberOr(item.max, undefined),
            rest: '',
          })),
        ).toEqual(
          written.map(({ label, value, uom, warning, critical, min, max }) => ({
            label,
            value: Number(formatNumber(value)),
            uom,
            warn: shown(warning),
            crit: shown(critical),
            min: min === undefined ? undefined : min + 0,
            max: max === undefined ? undefined : max + 0,
            rest: '',
          })),
        );
      }),
    );
  });

  it('is read by Icinga as it was meant, as far as its thresholds are plain numbers', () => {
    const units = { '': '', s: 'seconds', B: 'bytes', '%': 'percent', c: '' };
    fc.assert(
      fc.property(manyItems, (written) => {
        expect(readIcinga(formatPerfdata(written))).toEqual(
          written.map(({ label, value, uom, warning, critical, min, max }) => ({
            label,
            value: Number(formatNumber(value)),
            uom: units[uom],
            warn: plainOrNull(shown(warning)),
            crit: plainOrNull(shown(critical)),
            min: min === undefined ? null : min + 0,
            max: max === undefined ? null : max + 0,
          })),
        );
      }),
    );
  });

  it('arrives whole behind the words of the first line', () => {
    fc.assert(
      fc.property(manyItems, (written) => {
        const perfdata = formatPerfdata(written);
        expect(splitOutput(`DRIVE X OK - fine | ${perfdata}\nmore\n`)).toEqual({
          short: 'DRIVE X OK - fine',
          long: 'more\n',
          perfdata,
        });
      }),
    );
  });
});

const hash = '_[0-9a-f]{8}';

describe('perUserLabel', () => {
  it.each([
    ['john_doe', /^john_doe$/],
    ['Anna2', /^Anna2$/],
    ['john.doe', new RegExp(`^john_doe${hash}$`)],
    ['DOMAIN\\anna', new RegExp(`^DOMAIN_anna${hash}$`)],
    ['李', new RegExp(`^_${hash}$`)],
    ['🖥', new RegExp(`^_${hash}$`)],
    ['', new RegExp(`^${hash}$`)],
    ['anna_0123abcd', new RegExp(`^anna_0123abcd${hash}$`)],
  ])('of "%s" is like %s', (user, pattern) => {
    expect(perUserLabel(user)).toMatch(pattern);
  });

  it('is the same in every run', () => {
    expect(perUserLabel('john.doe')).toBe('john_doe_30f69670');
  });

  it('keeps a user apart from what all users have', () => {
    expect(perUserLabel('max', ['max'])).toBe('max_9baf3a40');
    expect(perUserLabel('Max', ['max'])).toBe('Max');
  });

  it('is always a label', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (user) => {
        expect(perUserLabel(user)).toMatch(/^[A-Za-z0-9_]+$/);
      }),
    );
  });

  it('keeps every two names apart, also from what another became', () => {
    const names = fc.oneof(
      fc.string({ unit: fc.constantFrom(...'ab._- ') }),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(names, names, (a, b) => {
        fc.pre(a !== b);
        expect(perUserLabel(a)).not.toBe(perUserLabel(b));
        expect(perUserLabel(perUserLabel(a)) === perUserLabel(a)).toBe(perUserLabel(a) === a);
      }),
      { numRuns: 2000 },
    );
  });
});
