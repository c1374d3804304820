import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, parseNetwork } from '../../src/probes/network.ts';

const isIn = (network: string, address: string) => contains([parseNetwork(network)], address);

describe('contains', () => {
  it.each([
    ['192.168.0.0/16', '192.168.255.1', true],
    ['192.168.0.0/16', '192.169.0.1', false],
    ['192.168.3.4/16', '192.168.0.1', true],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['10.0.0.1', '10.0.0.1', true],
    ['10.0.0.1', '10.0.0.2', false],
    ['10.0.0.1/32', '10.0.0.2', false],
    ['fd00::/8', 'fdab::1', true],
    ['fd00::/8', 'fe80::1', false],
    ['2001:DB8::1', '2001:db8:0:0::1', true],
    ['2001:db8::1/128', '2001:db8::2', false],
    ['::/0', '2001:db8::2', true],
    ['10.0.0.0/8', '::ffff:10.0.0.1', true],
    ['10.0.0.0/8', '::ffff:0a00:1', true],
    ['10.0.0.0/8', '::FFFF:11.0.0.1', false],
    ['::ffff:10.0.0.0/104', '10.0.0.1', true],
    ['::ffff:10.0.0.0/104', '11.0.0.1', false],
    ['10.0.0.0/8', '::10.0.0.1', false],
    ['fe80::/10', 'fe80::1%eth0', true],
    ['fe80::/10', '[fe80::1%ovs_eth0]', true],
    ['fe80::1%eth0/64', 'fe80::2%eth1', true],
    ['[2001:db8::]/32', '[2001:db8::1]', true],
    ['10.0.0.0/8', '2001:db8::1', false],
    [' 10.0.0.0/8 ', ' 10.0.0.1 ', true],
  ])('%s: %s is in it: %s', (network, address, expected) => {
    expect(isIn(network, address)).toBe(expected);
  });

  it.each([
    '',
    'nas',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '10.0.0.1%eth0',
    'fe80::1%',
    '10.0.0.0/8',
    '::1::',
    '10.0.0.1:5001',
  ])('does not know where "%s" is', (address) => {
    expect(isIn('::/0', address)).toBeUndefined();
  });

  it('finds an address in any of several networks, and in none of none', () => {
    const networks = ['10.0.0.0/8', 'fd00::/8'].map(parseNetwork);
    expect(contains(networks, '10.1.1.1')).toBe(true);
    expect(contains(networks, 'fd00::1')).toBe(true);
    expect(contains(networks, '11.1.1.1')).toBe(false);
    expect(contains([], '10.1.1.1')).toBe(false);
  });

  const bits = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n });
  const near = fc.tuple(bits, fc.nat(128)).map(([noise, keep]) => noise >> BigInt(keep));
  const toIPv6 = (value: bigint) => value.toString(16).padStart(32, '0').match(/.{4}/g)?.join(':') ?? '';
  const toIPv4 = (value: bigint) => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');

  it('compares exactly the bits of the prefix', () => {
    fc.assert(
      fc.property(bits, near, fc.nat(128), (address, noise, prefix) => {
        const other = address ^ noise;
        const same = address >> BigInt(128 - prefix) === other >> BigInt(128 - prefix);
        expect(isIn(`${toIPv6(address)}/${prefix}`, toIPv6(other))).toBe(same);
      }),
      { numRuns: 1000 },
    );
  });

  it('treats IPv4 and IPv4-mapped addresses alike', () => {
    const low = fc.bigInt({ min: 0n, max: 2n ** 32n - 1n });
    fc.assert(
      fc.property(low, low, fc.nat(32), (network, address, prefix) => {
        const same = network >> BigInt(32 - prefix) === address >> BigInt(32 - prefix);
        for (const where of [`${toIPv4(network)}/${prefix}`, `::ffff:${toIPv4(network)}/${96 + prefix}`])
          for (const what of [toIPv4(address), `::ffff:${toIPv4(address)}`])
            expect(isIn(where, what)).toBe(same);
      }),
    );
  });

  it('takes any text for an address without throwing', () => {
    const network = [parseNetwork('10.0.0.0/8')];
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...'012af:.%/[]') })),
        (text) => {
          expect([true, false, undefined]).toContain(contains(network, text));
        },
      ),
    );
  });
});

describe('parseNetwork', () => {
  it.each([
    ['', ' is no network: expected an address and a length, as in 192.168.0.0/16'],
    ['nas', 'nas is no network: expected an address and a length, as in 192.168.0.0/16'],
    ['10.0.0.0/33', 'the length of 10.0.0.0/33 is no number from 0 to 32'],
    ['::1/129', 'the length of ::1/129 is no number from 0 to 128'],
    ['10.0.0.0/', 'the length of 10.0.0.0/ is no number from 0 to 32'],
    ['10.0.0.0/-1', 'the length of 10.0.0.0/-1 is no number from 0 to 32'],
    ['10.0.0.0/8/8', 'the length of 10.0.0.0/8/8 is no number from 0 to 32'],
    ['10.0.0.0/255.0.0.0', 'the length of 10.0.0.0/255.0.0.0 is no number from 0 to 32'],
  ])('says of "%s" what is wrong', (text, message) => {
    expect(() => parseNetwork(text)).toThrow(message);
  });

  it('keeps what was typed', () => {
    expect(parseNetwork('10.1.2.3/8').text).toBe('10.1.2.3/8');
  });

  it('takes any text, or says in words why not', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123af:.%/[] ') }), (text) => {
        try {
          parseNetwork(text);
        } catch (error) {
          expect((error as Error).message).toMatch(/is no (network|number)/);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
