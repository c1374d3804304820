import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duration, number, percent, size } from '../../src/nagios/quantity.ts';
import { alerts, formatRange, parseRange, type Range, RangeSyntaxError } from '../../src/nagios/range.ts';
import { readVectors } from '../support/vectors.ts';

interface AlertVector {
  readonly source: string;
  readonly range: string;
  readonly value?: number;
  readonly alert?: boolean;
  readonly invalid?: true;
}

interface BoundsVector {
  readonly source: string;
  readonly range: string;
  readonly start: number | '-Infinity';
  readonly end: number | 'Infinity';
  readonly inside: boolean;
  readonly string?: string;
}

/** What some suites accept and we refuse, and why. */
const REFUSED_BY_US: ReadonlyMap<string, string> = new Map([
  [':', 'no bound at all is a typing mistake'],
  ['@', 'no bound at all is a typing mistake'],
  ['1:12%%', 'one percent sign per bound is enough'],
]);

const refuses = (text: string) => () => expect(() => parseRange(text)).toThrow(RangeSyntaxError);

const alertVectors = readVectors<AlertVector[]>('ranges');
const boundsVectors = readVectors<BoundsVector[]>('ranges-parse');
const isAgreed = ({ range }: { range: string }) => !REFUSED_BY_US.has(range);

describe('the suites of others', () => {
  it.each(alertVectors.filter((vector) => !vector.invalid && isAgreed(vector)))(
    'agree on $range with the value $value: $alert ($source)',
    ({ range, value = Number.NaN, alert }) => {
      expect(alerts(parseRange(range), value)).toBe(alert);
    },
  );

  it.each(alertVectors.filter(({ invalid }) => invalid))(
    'agree that "$range" is no range ($source)',
    ({ range }) => refuses(range)(),
  );

  it.each(boundsVectors.filter(isAgreed))('agree on the bounds of $range ($source)', (vector) => {
    const range = parseRange(vector.range);
    expect(range).toEqual({ start: Number(vector.start), end: Number(vector.end), inside: vector.inside });
    if (vector.string !== undefined) expect(formatRange(range)).toBe(vector.string);
  });

  it.each([...REFUSED_BY_US])('do not agree on "%s": %s', (range) => {
    const vectors = [...alertVectors, ...boundsVectors].filter((vector) => vector.range === range);
    expect(vectors.some((vector) => !('invalid' in vector))).toBe(true);
    refuses(range)();
  });
});

/** What we make of each case on which the suites disagree. */
const DECISIONS: Readonly<Record<string, { accepted?: readonly string[]; refused?: readonly string[] }>> = {
  ':': { refused: [':', '@:'] },
  '': { refused: ['', ' '] },
  '@': { refused: ['@'] },
  '10:~ / 1:~ / 50:~': { refused: ['10:~', '1:~', '50:~'] },
  '1:12%%': { refused: ['1:12%%'] },
  '90% / 1:12% / 90%:': { accepted: ['90%', '1:12%', '90%:'] },
  '2:1, 4:3, 20:10, 3:2, 30:20': { refused: ['2:1', '4:3', '20:10', '3:2', '30:20'] },
  '-10 / -12 / -3 (single negative)': { refused: ['-10', '-12', '-3'] },
  '1e3, 1E3, 5e-1': { accepted: ['1e3', '1E3', '5e-1'] },
  '1_000, 0x10, inf, nan': { refused: ['1_000', '0x10', 'inf', 'nan', 'Infinity', 'NaN'] },
  ' 10 : 20 (inner blanks)': { accepted: [' 10 : 20 ', '@ 10 :20', '~ : 10'] },
  '12345678901234567890: with value 12345678901234567890': { accepted: ['12345678901234567890:'] },
};

describe('where the suites disagree', () => {
  it('every case is decided', () => {
    const cases = readVectors<{ case: string }[]>('ranges-conflicts').map((conflict) => conflict.case);
    expect(Object.keys(DECISIONS).sort()).toEqual(cases.sort());
  });

  it.each(Object.values(DECISIONS).flatMap(({ accepted = [] }) => accepted))('"%s" is a range', (text) => {
    expect(() => parseRange(text)).not.toThrow();
  });

  it.each(Object.values(DECISIONS).flatMap(({ refused = [] }) => refused))('"%s" is none', (text) =>
    refuses(text)(),
  );

  it('a bound beyond whole numbers is compared as the number it is', () => {
    expect(alerts(parseRange('12345678901234567890:'), Number('12345678901234567890'))).toBe(false);
  });
});

describe('parseRange', () => {
  it.each<[string, number, number, boolean]>([
    ['10', 0, 10, false],
    ['+.5:10.', 0.5, 10, false],
    ['-1e-3:1E3', -0.001, 1000, false],
    ['@~:20', Number.NEGATIVE_INFINITY, 20, true],
    ['~:', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, false],
    ['0:', 0, Number.POSITIVE_INFINITY, false],
    ['-0', 0, 0, false],
    ['\t10 % : 20%\n', 10, 20, false],
  ])('reads "%s"', (text, start, end, inside) => {
    expect(parseRange(text)).toEqual({ start, end, inside });
  });

  it.each([
    ['1,5', '"1,5" is no number such as 10; decimals follow a point, as in 1.5'],
    ['-10', 'a range without a start begins at 0, above its end -10; for no lower limit write ~:-10'],
    ['@:-5', 'a range without a start begins at 0, above its end -5; for no lower limit write @~:-5'],
    ['2:1', 'the start 2 is above the end 1; the other way round is 1:2'],
    ['10:20:30', 'more than one colon; a range is start:end, as in 10:20'],
    ['10:~', '~ is only a start, as in ~:10; for no upper limit leave the end out, as in 10:'],
    ['~', '~ is only a start, as in ~:10; for no upper limit leave the end out, as in 10:'],
    ['', 'no bound; a range is start:end, as in 10, 10: or 10:20'],
    ['1e999', '"1e999" is too large; leave the bound out for none'],
    ['%', '"%" is no number such as 10'],
    ['@@1', '"@1" is no number such as 10'],
    ['x'.repeat(50), `"${'x'.repeat(40)}…" is no number such as 10`],
  ])('says of "%s" what is wrong and what would be right', (text, message) => {
    expect(() => parseRange(text)).toThrow(new RangeSyntaxError(message));
  });

  it('suggests ranges that it can read itself', () => {
    for (const text of ['~:-10', '@~:-5', '1:2', '10:', '~:10']) expect(() => parseRange(text)).not.toThrow();
  });

  it('reads the bounds as the quantity asked for', () => {
    expect(parseRange('1h:3d', duration)).toEqual({ start: 3600, end: 259_200, inside: false });
    expect(parseRange('@1KiB:2MiB', size)).toEqual({ start: 1024, end: 2_097_152, inside: true });
    expect(parseRange('80%:', percent)).toEqual({ start: 80, end: Number.POSITIVE_INFINITY, inside: false });
    expect(() => parseRange('90%', number)).toThrow('"90%" is no number such as 10');
    expect(() => parseRange('3x', duration)).toThrow('"3x" is no duration such as 36h');
    expect(() => parseRange('2d:1d', duration)).toThrow('the start 2d is above the end 1d');
  });

  it('throws nothing but RangeSyntaxError', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'@~:%.-+e019 hdKiB') }),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom(undefined, number, percent, duration, size), (text, quantity) => {
        try {
          const { start, end } = parseRange(text, quantity);
          expect(start).toBeLessThanOrEqual(end);
        } catch (error) {
          if (!(error instanceof RangeSyntaxError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const ranges: fc.Arbitrary<Range> = fc
  .tuple(
    fc.oneof(finite, fc.constantFrom(0, Number.NEGATIVE_INFINITY)),
    fc.oneof(finite, fc.constant(Number.POSITIVE_INFINITY)),
    fc.boolean(),
  )
  .filter(([start, end]) => start <= end)
  .map(([start, end, inside]) => ({ start, end, inside }));

describe('alerts', () => {
  it('inside is whatever is not outside', () => {
    fc.assert(
      fc.property(ranges, fc.double(), (range, value) => {
        expect(alerts({ ...range, inside: true }, value)).toBe(!alerts({ ...range, inside: false }, value));
      }),
    );
  });

  it('counts both bounds as within', () => {
    fc.assert(
      fc.property(ranges, ({ start, end }) => {
        expect(alerts({ start, end, inside: false }, start)).toBe(false);
        expect(alerts({ start, end, inside: false }, end)).toBe(false);
      }),
    );
  });
});

describe('formatRange', () => {
  it.each([
    ['0:10', '10'],
    ['10:', '10:'],
    ['0:', '0:'],
    ['~:10', '~:10'],
    ['~:', '~:'],
    ['@10:20', '@10:20'],
    ['@0:10', '@10'],
    ['0:1e21', '1000000000000000000000'],
    ['1e-7:.5', '0.0000001:0.5'],
    ['-5:+5%', '-5:5'],
  ])('writes %s as %s', (text, expected) => {
    expect(formatRange(parseRange(text))).toBe(expected);
  });

  it('writes what parseRange reads back, to the last digit', () => {
    fc.assert(
      fc.property(ranges, (range) => {
        const text = formatRange(range);
        expect(text).toMatch(/^@?(~|-?[\d.]+)?:?(-?[\d.]+)?$/);
        expect(parseRange(text)).toEqual(range);
      }),
      { numRuns: 1000 },
    );
  });
});
