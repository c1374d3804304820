import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMatcher, selects } from '../../src/config/filter.ts';

const user = (text: string) => parseMatcher(text, { ignoreCase: true });
const share = (text: string) => parseMatcher(text, { ignoreCase: false });

describe('an exact name', () => {
  it.each([
    ['alice', 'Alice', true],
    ['ALICE', 'alice', true],
    ['élodie', 'ÉLODIE'.normalize('NFD'), true],
    ['алиса', 'АЛИСА', true],
    ['DOMAIN\\anna', 'domain\\ANNA', true],
    ['a.b', 'axb', false],
    ['alice', 'alice2', false],
    ['alice', ' alice', false],
  ])('%s of a user is that of %s: %s', (text, name, expected) => {
    expect(user(text)).toMatchObject({ text, exact: true });
    expect(user(text).matches(name)).toBe(expected);
  });

  it.each([
    ['Team Projects', 'Team Projects', true],
    ['Team Projects', 'team projects', false],
    ['Büro', 'Büro'.normalize('NFD'), true],
  ])('%s of a share is that of %s: %s', (text, name, expected) => {
    expect(share(text).matches(name)).toBe(expected);
  });

  it('is found whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        fc.pre(name.trim() !== '' && !name.startsWith('/'));
        expect(share(name).matches(name)).toBe(true);
        expect(user(name).matches(name)).toBe(true);
      }),
    );
  });
});

describe('a pattern', () => {
  it.each([
    ['/^svc-/', 'svc-backup', true],
    ['/^svc-/', 'my-svc-1', false],
    ['/backup$/', 'SVC-BACKUP', true],
    ['/^\\p{L}+$/', 'Зоя', true],
    ['/^.$/', '😀', true],
    ['/a/b/', 'xa/bx', true],
  ])('%s finds the user %s: %s', (text, name, expected) => {
    expect(user(text)).toMatchObject({ text, exact: false });
    expect(user(text).matches(name)).toBe(expected);
    expect(user(text).matches(name)).toBe(expected);
  });

  it.each([
    ['/team/', 'Team', false],
    ['/team/i', 'Team', true],
  ])('%s finds the share %s: %s', (text, name, expected) => {
    expect(share(text).matches(name)).toBe(expected);
  });
});

describe('what is no matcher', () => {
  it.each([
    ['', 'the name is empty: write a name or a /regex/'],
    ['  ', 'the name is empty: write a name or a /regex/'],
    ['/', '/ is no regular expression: write /pattern/, or /pattern/i to ignore case'],
    ['//', '// is no regular expression: write /pattern/, or /pattern/i to ignore case'],
    ['/abc', '/abc is no regular expression: write /pattern/, or /pattern/i to ignore case'],
    ['/abc/g', '/abc/g is no regular expression: write /pattern/, or /pattern/i to ignore case'],
    [
      '/(/',
      '/(/ is no regular expression: look for brackets that are not closed, and for a backslash too many or too few',
    ],
    [
      '/^(a+)+b/',
      '/^(a+)+b/ could take longer than any run: write it without repetitions or alternatives in a group that is repeated',
    ],
  ])('such as "%s" is refused with the reason', (text, message) => {
    expect(() => share(text)).toThrow(message);
  });
});

describe('selects', () => {
  const [anna, all, svc] = [user('anna'), user('/./'), user('/^svc-/')];

  it.each([
    ['without anything leaves every name', { include: [], exclude: [] }, 'bob', true],
    ['with an inclusion leaves that name', { include: [anna, svc], exclude: [] }, 'SVC-1', true],
    ['with an inclusion leaves no other name', { include: [anna, svc], exclude: [] }, 'bob', false],
    ['with an exclusion leaves all others', { include: [], exclude: [svc] }, 'bob', true],
    ['with an exclusion takes that name', { include: [], exclude: [svc] }, 'svc-1', false],
    ['with both takes what is in both', { include: [all], exclude: [anna] }, 'Anna', false],
    ['without an inclusion leaves what has no name', { include: [], exclude: [all] }, undefined, true],
    ['with an inclusion takes what has no name', { include: [all], exclude: [] }, undefined, false],
  ])('%s', (_title, filter, name, expected) => {
    expect(selects(filter, name)).toBe(expected);
  });
});
