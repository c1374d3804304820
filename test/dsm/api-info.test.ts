import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseVersion, decodeApiInfo } from '../../src/dsm/api-info.ts';
import { AnswerError, NotAnnouncedError } from '../../src/dsm/errors.ts';

const entry = { path: 'entry.cgi', minVersion: 1, maxVersion: 7 };

describe('what is announced', () => {
  it('is an entry for each API', () => {
    const data = { 'SYNO.API.Auth': entry, 'SYNO.X': { ...entry, path: '/x/y.cgi', requestFormat: 'JSON' } };
    expect(decodeApiInfo(data)).toEqual({
      'SYNO.API.Auth': { ...entry, json: false },
      'SYNO.X': { ...entry, path: 'x/y.cgi', json: true },
    });
  });

  const none: readonly unknown[] = [
    null,
    5,
    'entry.cgi',
    [],
    {},
    { ...entry, path: undefined },
    { ...entry, path: '' },
    { ...entry, path: '/' },
    { ...entry, path: '../../etc/passwd' },
    { ...entry, path: 'entry.cgi?x=1' },
    { ...entry, path: 'http://elsewhere/entry.cgi' },
    { ...entry, minVersion: 1.5 },
    { ...entry, maxVersion: 'seven' },
    { ...entry, maxVersion: undefined },
    { ...entry, maxVersion: null },
    { ...entry, minVersion: true },
    { ...entry, minVersion: [] },
    { ...entry, minVersion: '' },
  ];
  it.each(none)('%j is no entry', (value) => {
    expect(decodeApiInfo({ 'SYNO.X': value })).toEqual({});
  });

  it.each([null, undefined, 5, 'text', [], [entry]])('%j is no list of APIs', (data) => {
    expect(() => decodeApiInfo(data)).toThrow(AnswerError);
  });

  it('of whatever shape makes entries of the right types, or an AnswerError', () => {
    const fields = fc.record(
      {
        path: fc.anything(),
        minVersion: fc.anything(),
        maxVersion: fc.anything(),
        requestFormat: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fields)), (given) => {
        const data: unknown = JSON.parse(JSON.stringify(given) ?? 'null');
        let entries: unknown[] = [];
        try {
          entries = Object.values(decodeApiInfo(data));
        } catch (error) {
          expect(error).toBeInstanceOf(AnswerError);
        }
        for (const one of entries)
          expect(one).toEqual({
            path: expect.stringMatching(/^[\w.-][\w./-]*$/),
            minVersion: expect.any(Number),
            maxVersion: expect.any(Number),
            json: expect.any(Boolean),
          });
      }),
    );
  });
});

describe('the version', () => {
  it.each([
    { min: 1, max: 7, spoken: [3, 6, 7], chosen: 7 },
    { min: 1, max: 6, spoken: [3, 6, 7], chosen: 6 },
    { min: 2, max: 2, spoken: [2, 1], chosen: 2 },
  ])('chosen of $spoken between $min and $max is $chosen', ({ min, max, spoken, chosen }) => {
    const offered = { path: 'entry.cgi', minVersion: min, maxVersion: max, json: false };
    expect(chooseVersion('SYNO.X', offered, spoken)).toBe(chosen);
  });

  it('is refused when the NAS offers none of ours', () => {
    const offered = { path: 'entry.cgi', minVersion: 2, maxVersion: 3, json: false };
    expect(() => chooseVersion('SYNO.X', offered, [1])).toThrow(NotAnnouncedError);
    expect(() => chooseVersion('SYNO.X', offered, [1])).toThrow(
      'the NAS offers SYNO.X in versions 2 to 3, this program speaks 1',
    );
  });
});
