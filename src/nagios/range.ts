import { exactNumber } from './number.ts';
import { percent, type Quantity } from './quantity.ts';

/**
 * A threshold of the Monitoring Plugins guidelines: `[@]start:end`, both bounds included.
 *
 * | typed    | alerts when the value is |
 * |----------|--------------------------|
 * | `10`     | below 0 or above 10      |
 * | `10:`    | below 10                 |
 * | `~:10`   | above 10                 |
 * | `10:20`  | below 10 or above 20     |
 * | `@10:20` | from 10 to 20            |
 */
export interface Range {
  /** -Infinity when open. */
  readonly start: number;
  /** Infinity when open. */
  readonly end: number;
  /** Alerts inside instead of outside. */
  readonly inside: boolean;
}

/** A range that cannot be read; the message says what is wrong and what would be right. */
export class RangeSyntaxError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RangeSyntaxError';
  }
}

/** What a bound is when nobody says: a number, with or without a percent sign. */
const NUMBER: Quantity = { ...percent, name: 'number', example: '10' };

const quote = (text: string) => `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;

function parseBound(text: string, { name, example, parse }: Quantity): number {
  const value = parse(text);
  if (value !== undefined && Number.isFinite(value)) return value;
  if (value !== undefined)
    throw new RangeSyntaxError(`${quote(text)} is too large; leave the bound out for none`);
  const hint = text.includes(',') ? '; decimals follow a point, as in 1.5' : '';
  throw new RangeSyntaxError(`${quote(text)} is no ${name} such as ${example}${hint}`);
}

function parseEnd(text: string, quantity: Quantity): number {
  if (text === '~')
    throw new RangeSyntaxError(
      '~ is only a start, as in ~:10; for no upper limit leave the end out, as in 10:',
    );
  return text === '' ? Number.POSITIVE_INFINITY : parseBound(text, quantity);
}

function parseStart(text: string, quantity: Quantity): number {
  if (text === '~') return Number.NEGATIVE_INFINITY;
  return text === '' ? 0 : parseBound(text, quantity);
}

function splitBounds(text: string): [start: string, end: string] {
  const [first = '', second, ...more] = text.split(':').map((bound) => bound.trim());
  if (more.length > 0) throw new RangeSyntaxError('more than one colon; a range is start:end, as in 10:20');
  if (first === '' && !second)
    throw new RangeSyntaxError('no bound; a range is start:end, as in 10, 10: or 10:20');
  return second === undefined ? ['', first] : [first, second];
}

function disorder(at: string, start: string, end: string): RangeSyntaxError {
  if (start !== '')
    return new RangeSyntaxError(
      `the start ${start} is above the end ${end}; the other way round is ${at}${end}:${start}`,
    );
  return new RangeSyntaxError(
    `a range without a start begins at 0, above its end ${end}; for no lower limit write ${at}~:${end}`,
  );
}

/** Reads a range whose bounds are such a quantity. Throws RangeSyntaxError. */
export function parseRange(text: string, quantity: Quantity = NUMBER): Range {
  const [, at = '', bounds = ''] = /^(@?)(.*)$/s.exec(text.trim()) ?? [];
  const [startText, endText] = splitBounds(bounds);
  const [start, end] = [parseStart(startText, quantity), parseEnd(endText, quantity)];
  if (start > end) throw disorder(at, startText, endText);
  return { start, end, inside: at !== '' };
}

/** Whether a value is where the range wants none. */
export function alerts({ start, end, inside }: Range, value: number): boolean {
  const within = value >= start && value <= end;
  return inside ? within : !within;
}

/** A range in its shortest form. `N` rather than `0:N`: Icinga shows thresholds in its graphs only when they are plain numbers. */
export function formatRange({ start, end, inside }: Range): string {
  const at = inside ? '@' : '';
  const last = Number.isFinite(end) ? exactNumber(end) : '';
  if (start === 0 && last !== '') return at + last;
  return `${at}${Number.isFinite(start) ? exactNumber(start) : '~'}:${last}`;
}
