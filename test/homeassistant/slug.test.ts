import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainSlug, slug, userKey } from '../../homeassistant/slug.ts';
import { anyText } from '../support/bridge-names.ts';

describe('a slug', () => {
  it.each([
    ['office', 'office'],
    ['a_b_2', 'a_b_2'],
    ['__a', '__a'],
    ['0', '0'],
    ['deadbeef', 'deadbeef'],
    ['a_deadbee', 'a_deadbee'],
    ['a_deadbeeg', 'a_deadbeeg'],
  ])('of %j is the name itself', (name, expected) => {
    expect(slug(name)).toBe(expected);
  });

  it.each([
    ['Team Projects', 'team_projects'],
    ['john.doe', 'john_doe'],
    ['OFFICE\\maria.rossi', 'office_maria_rossi'],
    ['anna@example.com', 'anna_example_com'],
    ['jürgen.müller', 'jurgen_muller'],
    ['Contabilità', 'contabilita'],
    ['ﬁle', 'file'],
    ['Ⅷ', 'viii'],
    ['a+b#c/d$e', 'a_b_c_d_e'],
    ['a\u0000\n\u007fb', 'a_b'],
    ['a.-.b', 'a_b'],
    ['../../etc', '_etc'],
    ['日本', 'unnamed'],
    ['😀', 'unnamed'],
    ['\ud800', 'unnamed'],
    ['___', 'unnamed'],
    ['', 'unnamed'],
    ['İ', 'i'],
    ['a_deadbeef', 'a_deadbeef'],
    ['a_01234567', 'a_01234567'],
    ['x'.repeat(65), 'x'.repeat(64)],
  ])('of %j is what is left of it, and a hash', (name, plain) => {
    expect(slug(name)).toMatch(new RegExp(`^${plain}_[0-9a-f]{8}$`));
    expect(plainSlug(name)).toBe(plain);
  });

  it('has the hash that it always had: topics on brokers depend on it', () => {
    expect(slug('john.doe')).toBe('john_doe_30f69670');
    expect(slug('john.doe\0Team Projects')).toBe('john_doe_team_projects_5662c0f8');
  });

  it('of a name that looks like the slug of another is another', () => {
    expect(slug(slug('john.doe'))).not.toBe(slug('john.doe'));
    expect(slug('unnamed')).not.toBe(slug('日本'));
  });

  it('is the same for names of one beginning that is too long, but for the hash', () => {
    const long = 'a'.repeat(100);
    expect(slug(`${long}1`).slice(0, -8)).toBe(slug(`${long}2`).slice(0, -8));
    expect(slug(`${long}1`)).not.toBe(slug(`${long}2`));
  });

  it('is one safe level of a topic, whatever the name', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        expect(slug(name)).toMatch(/^[a-z0-9_]{1,73}$/);
        expect(slug(name)).toMatch(/[a-z0-9]/);
      }),
    );
  });

  it('belongs to one name only', () => {
    const near = fc.string({ unit: fc.constantFrom('a', 'A', '_', '.', ' ', 'ä', 'é', '+'), maxLength: 6 });
    fc.assert(
      fc.property(near, near, (one, other) => {
        fc.pre(one !== other);
        expect(slug(one)).not.toBe(slug(other));
      }),
    );
  });
});

describe("a user's key", () => {
  it.each([
    ['John.Doe', 'john.doe'],
    ['OFFICE\\Maria', 'office\\maria'],
    ['JÜRGEN', 'jürgen'],
    ['ju\u0308rgen', 'jürgen'],
  ])('of %j is %j: names of users do not depend on case, nor on how a letter is written', (name, key) => {
    expect(userKey(name)).toBe(key);
  });
});
