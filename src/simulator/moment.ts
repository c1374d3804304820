import { type Decoder, primitive } from './decode.ts';
import type { JsonValue } from './json.ts';

/** A time: Unix seconds, or counted back from when the scenario or its step begins (`2h ago`). */
export type Moment = number | `${number}${'s' | 'm' | 'h' | 'd'} ago`;

const pattern = /^(\d+(?:\.\d+)?)([smhd]) ago$/;
const secondsIn: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

export const moment: Decoder<Moment> = primitive('Unix seconds or a time like "2h ago"', isMoment);

function isMoment(value: unknown): value is Moment {
  return Number.isFinite(value) || (typeof value === 'string' && pattern.test(value));
}

/** The Unix seconds of a moment. Done once per row, or a connection would seem to be a new one at every look. */
export function fixed(value: Moment, nowMilliseconds: number): number {
  if (typeof value === 'number') return value;
  const [, amount, unit] = pattern.exec(value) ?? [];
  return Math.floor(nowMilliseconds / 1000 - Number(amount) * (secondsIn[unit ?? 's'] ?? 1));
}

/** The same where the value is a moment; what is none stays as it is. */
export function fixedWhereMoment(value: JsonValue, nowMilliseconds: number): JsonValue {
  return isMoment(value) ? fixed(value, nowMilliseconds) : value;
}
