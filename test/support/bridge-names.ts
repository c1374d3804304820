import fc from 'fast-check';

/** Names as somebody might choose them to break something: each of them once broke a bridge somewhere. */
export const HOSTILE_NAMES: readonly string[] = [
  'a+b',
  '#',
  '$SYS/broker',
  'a/b',
  '/',
  '../../etc/passwd',
  'a\u0000b',
  'line\nbreak',
  '\u007f\u0085\u009f',
  '\ud800',
  'b\udc00',
  '😀',
  '日本語',
  'İstanbul',
  'OFFICE\\maria.rossi',
  'anna@example.com',
  '{{ 7 * 7 }}',
  '{% raw %}',
  '" }} {{ value_json',
  "'",
  '\\',
  '__proto__',
  'constructor',
  'toString',
  'bridge',
  'unnamed',
  ' ',
  'x'.repeat(300),
  'ü'.repeat(300),
  'a_01234567',
];

/** Any text, halves of characters and control characters among it. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.integer({ min: 0, max: 0xff }),
      fc.integer({ min: 0, max: 0xffff }),
      fc.constantFrom(0xd800, 0xdc00, 0x2b, 0x23, 0x2f, 0x24, 0x5f),
    ),
    { maxLength: 100 },
  )
  .map((units) => String.fromCharCode(...units));

export const anyName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), anyText);
