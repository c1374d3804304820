import { AnswerError, type Call } from '../dsm/errors.ts';
import type { Listing } from './model.ts';

/** An object of an answer, with the call it came from and its place in `data`, for messages. */
export interface Place {
  readonly call: Call;
  /** E.g. `data.connections[3]`. */
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

function shapeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? `an object with ${keysOf(value)}` : `a ${typeof value}`;
}

/** The keys of an object, few enough for a message. */
export function keysOf(fields: object): string {
  const keys = Object.keys(fields);
  if (keys.length === 0) return 'no keys';
  const shown = keys.slice(0, 8).map((key) => key.slice(0, 40));
  return shown.join(', ') + (keys.length > shown.length ? ', …' : '');
}

/** `beside` says what was there instead of something missing. */
function wrongShape(
  call: Call,
  path: string,
  expected: string,
  found: unknown,
  beside?: string,
): AnswerError {
  const shape = found === undefined ? `missing${beside === undefined ? '' : `: ${beside}`}` : shapeOf(found);
  return new AnswerError(
    `${call.api} ${call.method}: ${path} should be ${expected}, but is ${shape}`,
    'This NAS speaks another version of the API: please report it with the output of -vvv',
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A required object. */
export function objectAt(call: Call, value: unknown, path = 'data'): Place {
  if (!isObject(value)) throw wrongShape(call, path, 'an object', value);
  return { call, path, fields: value };
}

/** A required list of objects. */
export function listAt({ call, path, fields }: Place, key: string): Place[] {
  const value = fields[key];
  if (!Array.isArray(value))
    throw wrongShape(call, `${path}.${key}`, 'a list', value, `${path} has ${keysOf(fields)}`);
  return value.map((item: unknown, index) => objectAt(call, item, `${path}.${key}[${index}]`));
}

/** All rows of a list; some handlers of DSM answer an empty one with success, and say beside it how many there are. */
export function listingOf<Row>(
  { call }: Place,
  rows: readonly Row[],
  total: number | undefined,
): Listing<Row> {
  if (total === undefined || total <= rows.length) return { rows, total };
  const problem = new AnswerError(
    `${call.api} ${call.method}: the NAS says there are ${total} rows, but sent ${rows.length}`,
    'If that does not pass, please report it with the output of -vvv',
  );
  return { rows, total, problem };
}

/** A list, unless rows are missing: nobody has gone because an answer was short. Throws what is wrong with it. */
export function whole<Row>(listing: Listing<Row>): Listing<Row> {
  if (listing.problem) throw listing.problem;
  return listing;
}

/** A whole number that is not negative; digits in a string are one, too. Larger ones than JavaScript keeps exact are none. */
export function countOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0
    ? Math.abs(number)
    : undefined;
}

/** A text that says something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
