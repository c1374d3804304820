import { parseDuration } from '../config/duration.ts';
import { parseSize } from '../config/size.ts';

/** What a range is a range of: how one bound is typed. */
export interface Quantity {
  readonly name: string;
  /** One that can be read, for messages. */
  readonly example: string;
  /** One bound in base units; undefined when the text is none, infinite when it is too large. */
  readonly parse: (text: string) => number | undefined;
}

// Not Number(): it takes `0x10`, the empty string and `Infinity`.
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function parseDecimal(text: string): number | undefined {
  const trimmed = text.trim();
  // Adding 0 makes -0 a 0.
  return DECIMAL.test(trimmed) ? Number(trimmed) + 0 : undefined;
}

/** A plain number, or a sign before what `parse` reads: sizes and durations have none, but a bound may be below 0. */
function parseSigned(text: string, parse: (text: string) => number | undefined): number | undefined {
  const plain = parseDecimal(text);
  if (plain !== undefined) return plain;
  const [, sign, unsigned = ''] = /^([+-]?)(\S.*)$/s.exec(text.trim()) ?? [];
  const value = parse(unsigned);
  return sign === '-' && value ? -value : value;
}

export const number: Quantity = { name: 'number', example: '10', parse: parseDecimal };

/** With or without the percent sign: `90`, `90%`. */
export const percent: Quantity = {
  name: 'percentage',
  example: '90',
  parse: (text) => parseDecimal(text.trim().replace(/%$/, '')),
};

/** In seconds. */
export const duration: Quantity = {
  name: 'duration',
  example: '36h',
  parse: (text) => parseSigned(text, parseDuration),
};

/** In bytes. */
export const size: Quantity = {
  name: 'size',
  example: '50GiB',
  parse: (text) => parseSigned(text, parseSize),
};
