import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/probes/version.ts';

const sign = (order: number | undefined) => (order === undefined ? undefined : Math.sign(order));

describe('compareVersions', () => {
  it.each([
    ['3.10', '3.5', 1],
    ['3.5.0', '3.5.0', 0],
    ['3.5', '3.5.0', 0],
    ['3.5.0-16084', '3.5.0-16102', -1],
    ['3.5.0-16084', '3.5.0', 0],
    ['3.5', '3.5.0-16084', 0],
    ['3.5.1-1', '3.5.0-16084', 1],
    ['3.4.9-99999', '3.5', -1],
    ['v3.5.0 (beta)', '3.5.0', 0],
    ['3.5.0-rc1', '3.5.0', 0],
    ['7.2.1-69057-3', '7.2.1-69057-10', -1],
    ['03.05', '3.5', 0],
    ['0', '', undefined],
    ['unknown', '3.5', undefined],
    ['٣.٥', '3.5', undefined],
    ['9007199254740993', '9007199254740992', 1],
    ['1.99999999999999999999999', '1.100000000000000000000000', -1],
  ])('%s to %s is %s', (a, b, expected) => {
    expect(sign(compareVersions(a, b))).toBe(expected);
  });

  const segment = fc.oneof(fc.nat(3).map(String), fc.stringMatching(/^[0-9]{1,30}$/));
  const dotted = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('.'));
  const version = fc
    .tuple(dotted, fc.option(segment))
    .map(([text, build]) => (build ? `${text}-${build}` : text));

  it('is the other way round the other way round', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect((compareVersions(a, b) ?? Number.NaN) + (compareVersions(b, a) ?? Number.NaN)).toBe(0);
        expect(compareVersions(a, a)).toBe(0);
      }),
    );
  });

  it('puts what is older than an older one first', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        fc.pre(sign(compareVersions(a, b)) === -1 && sign(compareVersions(b, c)) === -1);
        expect(sign(compareVersions(a, c))).toBe(-1);
      }),
    );
  });

  it('agrees with whole numbers of any size', () => {
    const whole = fc.bigInt({ min: 0n, max: 10n ** 40n });
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        expect(sign(compareVersions(`1.${a}`, `1.${b}`))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });

  it('gives an order exactly to what has digits, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(compareVersions(text, '1') === undefined).toBe(!/[0-9]/.test(text));
      }),
    );
  });
});
