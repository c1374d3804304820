import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../src/config/duration.ts';

describe('parseDuration', () => {
  it.each<[string, number]>([
    ['30s', 30],
    ['5m', 300],
    ['5min', 300],
    ['10 sec', 10],
    ['24h', 86_400],
    ['3d', 259_200],
    ['2w', 1_209_600],
    ['500ms', 0.5],
    ['1.5h', 5400],
    ['.5m', 30],
    ['1d12h', 129_600],
    ['1W2D3H4M5S6MS', 788_645.006],
    [' 3 d 4 h ', 273_600],
    ['1.1h', 3960],
    ['90', 90],
    ['0', 0],
    ['2.', 2],
  ])('reads "%s" as %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each([
    '',
    ' ',
    'h',
    '-1h',
    '+1h',
    '1x',
    '1d12',
    '12h1d',
    '1h1h',
    '1h2min3m',
    '1,5h',
    '1e3',
    '0x1s',
    '1y',
    '1 2h',
    '∞',
    `${'9'.repeat(400)}d`,
    '9'.repeat(400),
  ])('knows no duration "%s"', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('gives seconds or nothing for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0159.dhmsw Xe-') }), (text) => {
        const seconds = parseDuration(text) ?? 0;
        expect(Number.isFinite(seconds) && seconds >= 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('adds what stands in falling order', () => {
    const amount = fc.nat(1000);
    fc.assert(
      fc.property(amount, amount, amount, (days, hours, seconds) => {
        expect(parseDuration(`${days}d ${hours}h${seconds}s`)).toBe(days * 86_400 + hours * 3600 + seconds);
      }),
    );
  });
});

/** What is shown of a duration at least. */
function smallerUnitOf(seconds: number): number {
  if (seconds >= 86_400) return 3600;
  if (seconds >= 3600) return 60;
  return seconds >= 60 ? 1 : 0.1;
}

describe('formatDuration', () => {
  it.each<[number, string]>([
    [0, '0 s'],
    [0.004, '0.004 s'],
    [0.2, '0.2 s'],
    [1.25, '1.3 s'],
    [12, '12 s'],
    [59.99, '59.9 s'],
    [60, '1 min'],
    [300, '5 min'],
    [330.9, '5 min 30 s'],
    [3599.9, '59 min 59 s'],
    [5400, '1 h 30 min'],
    [129_600, '1 d 12 h'],
    [86_399, '23 h 59 min'],
    [273_600, '3 d 4 h'],
    [34_560_000, '400 d'],
    [-90, '-1 min 30 s'],
    [-0, '0 s'],
    [-0.0001, '0 s'],
    [1e-9, '0 s'],
  ])('says of %d seconds "%s"', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('says what parseDuration reads back, cut to its smaller unit', () => {
    const seconds = fc.oneof(
      fc.double({ min: 0, max: 1e9, noNaN: true }),
      fc.double({ min: 0, max: 200, noNaN: true }),
    );
    fc.assert(
      fc.property(seconds, (value) => {
        const read = parseDuration(formatDuration(value)) ?? Number.NaN;
        expect(Math.abs(value - read)).toBeLessThanOrEqual(smallerUnitOf(value));
      }),
      { numRuns: 1000 },
    );
  });

  it('has no exponent, however large or small', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(formatDuration(value)).toMatch(/^-?\d+(\.\d+)? (d|h|min|s)( \d+ (h|min|s))?$/);
      }),
    );
  });
});
