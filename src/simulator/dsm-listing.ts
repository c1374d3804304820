import { optionalText, parameter, type Visit } from './api.ts';
import type { JsonValue } from './json.ts';
import { Refusal } from './refusal.ts';

export type DsmRow = Readonly<Record<string, JsonValue | undefined>>;

/** The rows from `offset` on, `limit` of them; 0, -1 or no limit is all. */
export function page(visit: Visit, rows: readonly DsmRow[]): readonly DsmRow[] {
  const offset = wholeNumber(visit, 'offset') ?? 0;
  const limit = wholeNumber(visit, 'limit') ?? 0;
  return rows.slice(offset, limit > 0 ? offset + limit : undefined);
}

/** The rows in the order of their field `sort_by`, downwards where `sort_direction` is DESC. */
export function sorted(visit: Visit, rows: readonly DsmRow[]): readonly DsmRow[] {
  const field = optionalText(visit, 'sort_by');
  if (field === undefined) return rows;
  const sign = optionalText(visit, 'sort_direction')?.toUpperCase() === 'DESC' ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(a[field], b[field]));
}

/** Whether these parameters, where they were sent, have the announced format. */
export function isReadable(visit: Visit, ...names: readonly string[]): boolean {
  try {
    for (const name of names) parameter(visit, name);
    return true;
  } catch {
    return false;
  }
}

/** A list of words: JSON, or bare with commas where JSON is not announced. A value that is no list is 120, as seen live. */
export function words(visit: Visit, name: string): readonly string[] {
  const value = parameter(visit, name) ?? [];
  if (!visit.quoted && typeof value === 'string') return value.split(/[[\]",\s]+/).filter(Boolean);
  if (!isWords(value)) throw new Refusal(120, { name, reason: 'type' });
  return value;
}

function isWords(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((word) => typeof word === 'string');
}

export function wholeNumber(visit: Visit, name: string): number | undefined {
  const value = parameter(visit, name);
  if (value === undefined) return undefined;
  if (!/^-?\d+$/.test(String(value))) throw new Refusal(120, { name, reason: 'type' });
  return Number(value);
}

function compare(a: JsonValue | undefined, b: JsonValue | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en', { numeric: true });
}
