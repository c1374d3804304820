import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Anonymiser } from '../../src/doctor/anonymise.ts';
import { frameOf, hostile, isPrivate, json, textsOf, versionsIn } from './hostile-json.ts';

const NO_FIELDS: ReadonlySet<string> = new Set();
const anonymised = (value: unknown, fields = NO_FIELDS) => new Anonymiser(fields).value(value);

describe('anything in JSON', () => {
  it('keeps no text of its people, neither as a value nor as a key', () => {
    fc.assert(
      fc.property(json, (original) => {
        const [before, after] = [textsOf(original), textsOf(anonymised(original))];
        const versions = new Set(versionsIn(original).filter((text) => /^\d+(\.\d+)+(-\d+)?$/.test(text)));
        const secret = new Set(before.values.filter((text) => isPrivate(text) && !versions.has(text)));
        expect([...after.values, ...after.keys].filter((text) => secret.has(text))).toEqual([]);
      }),
      { numRuns: 40000 },
    );
  });

  it('keeps its numbers, its shape and the order of its fields', () => {
    fc.assert(
      fc.property(json, (original) => {
        expect(frameOf(anonymised(original))).toEqual(frameOf(original));
      }),
      { numRuns: 20000 },
    );
  });

  it('has the same for the same, whatever its case, and different for different', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 20 }), (texts) => {
        const twice = [...texts, ...texts.map((text) => text.toUpperCase())];
        const told = anonymised(twice) as string[];
        const pairs = twice.map((text, index) => [text.toLowerCase(), told[index]] as const);
        const hidden = pairs.filter((_, index) => isPrivate(twice[index] ?? ''));
        const [forth, back] = [new Map(hidden), new Map(hidden.map(([name, other]) => [other, name]))];
        expect(
          hidden.filter(([name, other]) => forth.get(name) !== other || back.get(other) !== name),
        ).toEqual([]);
      }),
      { numRuns: 60000 },
    );
  });

  it('has an address for an address of the same family', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        expect(isIP(anonymised(address) as string)).toBe(isIP(address));
      }),
    );
  });
});

describe('what a record is read by', () => {
  it.each([
    [{ client_version: '3.4.0' }],
    [{ client_version: '3.5.0-16084', version: '7.2.1-69057' }],
    [{ quota: 2048, used: '512', size: '1.5', login_time: '1711111111' }],
    [{ client_status: 'on_line', client_type: 'drive_backup', volume: '/volume2', name: 'homes' }],
    [{ errors: { name: 'user', reason: 'no such user' } }],
    [{ client_ip: '', client_location: '-', user: 'Backup' }],
  ])('stays: %j', (value) => {
    expect(anonymised(value)).toEqual(value);
  });

  it('is no version where the field is none, or where it is an address', () => {
    const value = { client_id: '3.4.0', client_version: '10.0.0.1', package_version: '10.0.0.1-5' };
    expect(Object.values(anonymised(value) as object)).toEqual(['name-1', '198.18.0.2', 'name-3']);
  });

  it('is a version everywhere when it is one somewhere', () => {
    expect(anonymised([{ note: '3.4.0' }, { client_version: '3.4.0' }])).toEqual([
      { note: '3.4.0' },
      { client_version: '3.4.0' },
    ]);
  });
});

describe('a field that is somebody’s name', () => {
  it('is replaced like the name', () => {
    const value = { users: ['anna'], sizes: { Anna: 1, berta: 2 } };
    expect(anonymised(value)).toEqual({ users: ['name-1'], sizes: { 'name-1': 1, berta: 2 } });
  });

  it('stays one of two when both are spellings of one name', () => {
    const value = [{ anna: 1, ANNA: 2, name: 'Anna' }];
    expect(Object.values((anonymised(value) as object[])[0] ?? {})).toEqual([1, 2, 'name-1']);
  });

  it('stays when the program knows the field', () => {
    const value = { items: [{ client_name: 'items', share: 'client_name' }] };
    expect(anonymised(value, new Set(['items', 'client_name']))).toEqual({
      items: [{ client_name: 'name-1', share: 'name-2' }],
    });
  });
});

it('has enough addresses for a NAS of any size', () => {
  const addresses = Array.from({ length: 140_000 }, (_, n) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
  const told = anonymised(addresses) as string[];
  expect(new Set(told).size).toBe(addresses.length);
  expect(told.slice(0, 131_071).every((address) => isIP(address) === 4)).toBe(true);
});
