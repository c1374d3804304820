import { hashOf } from '../dsm/hash.ts';
import { exactNumber, formatNumber } from './number.ts';
import { formatRange, type Range } from './range.ts';

/** One measured value for graphs, in base units. */
export interface PerfdataItem {
  /** `[A-Za-z0-9_]+`, the same in every run. */
  readonly label: string;
  /** Left out of the output when it is not finite: Icinga refuses the usual `U`. */
  readonly value: number;
  /** Nothing, seconds, bytes, percent, or a counter that only ever grows. */
  readonly uom: '' | 's' | 'B' | '%' | 'c';
  readonly warning?: Range | undefined;
  readonly critical?: Range | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Labels that need no quotes, whoever reads them. */
const LABEL = /^[A-Za-z0-9_]+$/;

const showRange = (range: Range | undefined) => (range === undefined ? '' : formatRange(range));
const showLimit = (limit: number | undefined) => (Number.isFinite(limit) ? exactNumber(limit ?? 0) : '');

function formatItem({ label, value, uom, warning, critical, min, max }: PerfdataItem): string {
  if (!LABEL.test(label))
    throw new Error(`"${label}" is no perfdata label: only A-Z, a-z, 0-9 and _ are allowed`);
  const fields = [showRange(warning), showRange(critical), showLimit(min), showLimit(max)];
  return `${label}=${formatNumber(value)}${uom};${fields.join(';')}`.replace(/;+$/, '');
}

/** `total=25;30;40;0 desktop=15;;;0`. Throws on a label that would need quotes. */
export function formatPerfdata(items: readonly PerfdataItem[]): string {
  return items
    .filter(({ value }) => Number.isFinite(value))
    .map(formatItem)
    .join(' ');
}

/** Looks as if it ended in a hash. */
const HASHED = /_[0-9a-f]{8}$/;

/**
 * A user's name as the beginning of a label: what may not stand in one becomes `_`, and a hash keeps apart whom that
 * would join: `john_doe` stays, `john.doe` becomes `john_doe_` and eight hex digits. So does a name that looks as if it
 * had been given a hash already, and one with which a label of all users begins: `max` beside `max_percent`.
 */
export function perUserLabel(user: string, taken: readonly string[] = []): string {
  const plain = user.replace(/[^A-Za-z0-9_]/gu, '_');
  if (plain === user && user !== '' && !HASHED.test(user) && !taken.includes(user)) return user;
  return `${plain}_${hashOf(user).slice(0, 8)}`;
}
