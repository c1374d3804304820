import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeForm } from '../../src/dsm/form.ts';

const frame = { api: 'SYNO.API.Auth', version: '7' };

describe('a form', () => {
  it('has bare values where JSON is not announced, but for lists', () => {
    expect(encodeForm(frame, { name: 'a b&c', limit: -1, on: true, list: ['x', 'y'] }, false)).toBe(
      'api=SYNO.API.Auth&version=7&name=a+b%26c&limit=-1&on=true&list=%5B%22x%22%2C%22y%22%5D',
    );
  });

  it('has JSON values where JSON is announced, and a bare frame', () => {
    expect(encodeForm(frame, { name: 'alice', limit: -1, on: true }, true)).toBe(
      'api=SYNO.API.Auth&version=7&name=%22alice%22&limit=-1&on=true',
    );
  });

  it('gives every text back to whoever reads it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, json) => {
        const read = new URLSearchParams(encodeForm(frame, { text }, json)).get('text') ?? '';
        expect(json ? JSON.parse(read) : read).toBe(text);
      }),
    );
  });
});
