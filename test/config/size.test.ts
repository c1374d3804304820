import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatSize, parseSize } from '../../src/config/size.ts';

describe('parseSize', () => {
  it.each<[string, number]>([
    ['1024', 1024],
    ['512B', 512],
    ['512 b', 512],
    ['1KiB', 1024],
    ['1 MiB', 1024 ** 2],
    ['50GiB', 50 * 1024 ** 3],
    ['1.5TiB', 1.5 * 1024 ** 4],
    ['2PiB', 2 * 1024 ** 5],
    ['1kB', 1000],
    ['1KB', 1000],
    ['5MB', 5e6],
    ['5gb', 5e9],
    ['.5 TB', 5e11],
    ['1PB', 1e15],
    ['1K', 1024],
    ['3m', 3 * 1024 ** 2],
    ['2 G', 2 * 1024 ** 3],
    ['1T', 1024 ** 4],
    ['1P', 1024 ** 5],
    ['1kib', 1024],
    [' 7 ', 7],
    ['4.1TiB', 4_507_997_673_882],
  ])('reads "%s" as %d bytes', (text, bytes) => {
    expect(parseSize(text)).toBe(bytes);
  });

  it.each([
    '',
    'B',
    'GiB',
    '-1GiB',
    '+1',
    '1Gb',
    '1Mib',
    '1Kb',
    '1EB',
    '1 G B',
    '1,5G',
    '1e3',
    '0x10',
    '1KiBs',
    '1ib',
    '1i',
    '9'.repeat(400),
    `${'9'.repeat(305)}P`,
  ])('knows no size "%s"', (text) => {
    expect(parseSize(text)).toBeUndefined();
  });

  it('gives bytes or nothing for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0159.KkMgTpiBb -e') }), (text) => {
        const bytes = parseSize(text) ?? 0;
        expect(Number.isFinite(bytes) && bytes >= 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('formatSize', () => {
  it.each<[number, string]>([
    [0, '0 B'],
    [-0, '0 B'],
    [512, '512 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [1024 ** 2 - 1, '1 MiB'],
    [1.5 * 1024 ** 3, '1.5 GiB'],
    [50 * 1024 ** 3, '50 GiB'],
    [-2048, '-2 KiB'],
    [2048 * 1024 ** 5, '2048 PiB'],
  ])('says of %d bytes "%s"', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });

  it('says what parseSize reads back, to a tenth of its unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2 ** 60, noNaN: true }), (bytes) => {
        const text = formatSize(bytes);
        const unit = parseSize(`1 ${text.split(' ')[1]}`) ?? Number.NaN;
        expect(Math.abs((parseSize(text) ?? Number.NaN) - bytes)).toBeLessThanOrEqual(0.051 * unit + 1);
        expect(Number.parseFloat(text)).toBeLessThan(1024 + Number(text.endsWith('PiB')) * 1e6);
      }),
      { numRuns: 1000 },
    );
  });

  it('has no exponent, however large or small', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (bytes) => {
        expect(formatSize(bytes)).toMatch(/^-?\d+(\.\d)? ([KMGTP]i)?B$/);
      }),
    );
  });
});
