import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactNumber, formatNumber } from '../../src/nagios/number.ts';
import { readVectors } from '../support/vectors.ts';

type Vector = { kind: string; value: number; expected: string };
const vectors = readVectors<Vector[]>('perfdata').filter(({ kind }) => kind === 'format-number');
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const PLAIN = /^(?!-0$)-?\d+(\.\d*[1-9])?$/;

describe('formatNumber', () => {
  it.each(vectors)('writes $value as $expected, as others do', ({ value, expected }) => {
    expect(formatNumber(value)).toBe(expected);
  });

  it.each<[number, number | undefined, string]>([
    [0.1 + 0.2, undefined, '0.3'],
    [1e21, undefined, '1000000000000000000000'],
    [1e-7, undefined, '0'],
    [-0.0001, undefined, '0'],
    [-0, undefined, '0'],
    [2.5, 0, '3'],
    [96.25, 1, '96.3'],
    [1e-7, 8, '0.0000001'],
    [100, 1, '100'],
  ])('writes %d with at most %s decimals as %s', (value, digits, expected) => {
    expect(formatNumber(value, digits)).toBe(expected);
  });

  it('rounds to the nearest number with so many decimals, in plain digits', () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 0, max: 6 }), (value, digits) => {
        const text = formatNumber(value, digits);
        expect(text).toMatch(PLAIN);
        expect(text.split('.')[1]?.length ?? 0).toBeLessThanOrEqual(digits);
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(
          0.5 * 10 ** -digits * (1 + 1e-9) + Math.abs(value) * Number.EPSILON,
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('exactNumber', () => {
  it.each([
    [1e-7, '0.0000001'],
    [-1.5e-7, '-0.00000015'],
    [1.5e21, '1500000000000000000000'],
    [-1.2345e25, '-12345000000000000000000000'],
    [657.8210567, '657.8210567'],
    [-0, '0'],
  ])('writes %d as %s', (value, expected) => {
    expect(exactNumber(value)).toBe(expected);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(finite, (value) => {
        expect(exactNumber(value)).toMatch(PLAIN);
        expect(Number(exactNumber(value))).toBe(value + 0);
      }),
      { numRuns: 1000 },
    );
  });
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%d has no decimals', (value) => {
  expect(() => formatNumber(value)).toThrow(RangeError);
  expect(() => exactNumber(value)).toThrow(RangeError);
});
