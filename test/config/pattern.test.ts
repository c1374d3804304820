import { describe, expect, it } from 'vitest';
import { mayTakeForever } from '../../src/config/pattern.ts';

describe('a pattern whose time nothing bounds', () => {
  it.each([
    '^(a+)+b',
    '(?:[a-z]+\\.?)*$',
    '((a?)){50}b',
    '(?<word>\\w+)*!',
    '(\\w|_)+!',
    '((?:ab|a)b?)*c',
    'x(\\p{L}{1,3}){2,}',
    '([^)]*)+',
    '(\\(+)*',
    '(?!(a*)*b)c',
  ])('such as /%s/ is known', (source) => {
    expect(() => new RegExp(source, 'u')).not.toThrow();
    expect(mayTakeForever(source)).toBe(true);
  });
});

describe('a pattern that ends', () => {
  it.each([
    '^svc-',
    '^(svc|bot)-.*$',
    '^(?:svc-.+)?admin$',
    '^([0-9a-f]{2}-){5}',
    '(ab)+(cd)*',
    '[(+)*]+',
    '\\(a+\\)+',
    '^\\p{L}+\\u{1F600}*$',
    '(?<year>\\d{4})+\\k<year>*',
    '(?=.*x)(?!.*y)',
    '(?<=a+)b+',
    '(a+)(b+)',
  ])('such as /%s/ is none of them', (source) => {
    expect(() => new RegExp(source, 'u')).not.toThrow();
    expect(mayTakeForever(source)).toBe(false);
  });
});
