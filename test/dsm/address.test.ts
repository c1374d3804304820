import { isIPv4 as nodeIPv4, isIPv6 as nodeIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalIPv6, isIPv4, isIPv6 } from '../../src/dsm/address.ts';

const like = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV6().map((address) => `${address}%eth0`),
  fc.string({
    unit: fc.constantFrom('0', '1', '25', '256', 'f', 'g', '.', ':', '::', '%', ' '),
    maxLength: 12,
  }),
);

describe('an address', () => {
  it('is one where Node says so', () => {
    fc.assert(
      fc.property(like, (text) => {
        expect([text, isIPv4(text), isIPv6(text)]).toEqual([text, nodeIPv4(text), nodeIPv6(text)]);
      }),
      { numRuns: 5000 },
    );
  });

  it.each(['::1', '0:0::1', '0:0:0:0:0:0:0:1', '::0001', '::0.0.0.1', '::1%lo'])(
    '%s is spelled [::1]',
    (text) => expect(canonicalIPv6(text)).toBe('[::1]'),
  );
});
