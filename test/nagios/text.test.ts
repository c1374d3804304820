import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, truncateBytes } from '../../src/nagios/text.ts';

const FORBIDDEN =
  /[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069|;]|\p{Cs}|<[\p{L}/!?]|\s\s/u;

describe('clean', () => {
  it.each([
    ['one\r\ntwo\tthree', 'one two three'],
    ['  a \n b  ', 'a b'],
    ['\x1b[31;1mred\x1b[0m rose', 'red rose'],
    ['\x9b31mred', 'red'],
    ['\x1b]0;title\x07name', 'name'],
    ['\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\', 'link'],
    ['\x1bPq#0\x1b\\after', 'after'],
    ['\x1bcreset', 'reset'],
    ['\x1b(Bascii', 'ascii'],
    ['cut \x1b[31', 'cut 31'],
    ['a\x00b\x7fc\x85d', 'a b c d'],
    ['a\u2028b\u2029c', 'a b c'],
    ['evil\u202egnp.exe\u2069', 'evilgnp.exe'],
    ['half \ud83d face \ude00', 'half face'],
    ['whole 😀 face', 'whole 😀 face'],
    ['ok | total=0;1;2', 'ok ¦ total=0,1,2'],
    ['<script>alert(1)</script><!-- x --><?php', '‹script>alert(1)‹/script>‹!-- x -->‹?php'],
    ['3 < 4 <5 <', '3 < 4 <5 <'],
    ['<\u202eb>', '‹b>'],
    ['<\x1b[0mb>', '‹b>'],
    ['İstanbul, naïve, 李', 'İstanbul, naïve, 李'],
    ['', ''],
  ])('makes %j %j', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it('cuts what is too long and says so', () => {
    expect(clean('abcdef', 6)).toBe('abcdef');
    expect(clean('abcdefg', 6)).toBe('abcde…');
    expect(clean('abcd efg', 6)).toBe('abcd…');
    expect(clean('😀😀😀', 2)).toBe('😀…');
    expect([...clean('x'.repeat(1000))]).toHaveLength(200);
  });

  it('takes no longer than the text is long', () => {
    for (const start of ['\x1b]', '\x1b[0;', '\x9d', '<', '\x1b ', ' \n'])
      expect(clean(start.repeat(200_000)).length).toBeLessThanOrEqual(200);
  });

  const pieces = fc.constantFrom(
    ...[
      '\x1b',
      '[',
      ']',
      '\x9b',
      '\x9c',
      '\x07',
      '31m',
      '|',
      ';',
      '<',
      'a',
      '/',
      ' ',
      '\n',
      '\u202e',
      '\ud83d',
      '\ude00',
      '\u2028',
      '\u00a0',
      '…',
    ],
  );
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
  );

  it('leaves nothing that anybody obeys, and finds nothing to do a second time', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const once = clean(text, limit);
        expect(once).not.toMatch(FORBIDDEN);
        expect(once).toBe(once.trim());
        expect([...once].length).toBeLessThanOrEqual(limit);
        expect(clean(once, limit)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('truncateBytes', () => {
  it.each<[string, number, string]>([
    ['abc', 3, 'abc'],
    ['abc', 2, 'ab'],
    ['aé', 2, 'a'],
    ['aé', 3, 'aé'],
    ['😀', 3, ''],
    ['😀', 4, '😀'],
    ['abc', 0, ''],
    ['abc', -1, ''],
  ])('cuts %j to %d bytes: %j', (text, bytes, expected) => {
    expect(truncateBytes(text, bytes)).toBe(expected);
  });

  it('keeps as many whole characters as fit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(60), (text, bytes) => {
        const cut = truncateBytes(text, bytes);
        const [next = ''] = text.slice(cut.length);
        expect(text.startsWith(cut)).toBe(true);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
        if (next !== '') expect(Buffer.byteLength(cut + next)).toBeGreaterThan(bytes);
      }),
    );
  });
});
