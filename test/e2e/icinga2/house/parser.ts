import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeFolder } from '../../../support/executable.ts';

/** An item of performance data as Icinga keeps it. */
export interface ParsedItem {
  readonly label: string;
  readonly value: number;
  /** Icinga's own name of it: `seconds`, `bytes`, `percent`, or nothing. */
  readonly unit: string;
  /** Null where there is none, or where it is a range that is no plain number. */
  readonly warn: number | null;
  readonly crit: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly counter: boolean;
}

/** Has Icinga's own parser read items, all in one run of its console. */
export async function parseByIcinga(items: readonly string[]): Promise<ParsedItem[]> {
  const folder = makeFolder();
  try {
    const calls = items.map((item) => `parse_performance_data({{{${item}}}})`);
    folder.file('items.conf', `[ ${calls.join(',\n')} ]\n`);
    const { stdout } = await promisify(execFile)('icinga2', [
      'console',
      '-r',
      join(folder.path, 'items.conf'),
    ]);
    return JSON.parse(stdout) as ParsedItem[];
  } finally {
    folder.remove();
  }
}

const UNITS: Readonly<Record<string, string>> = { '': '', s: 'seconds', B: 'bytes', '%': 'percent', c: '' };
const ITEM = /^(?<label>\w+)=(?<value>-?[\d.]+)(?<unit>[a-zA-Z%]*)(?<limits>(?:;[^;]*)*)$/;

const plain = (limit: string | undefined) => (limit && /^-?[\d.]+$/.test(limit) ? Number(limit) : null);

/** What an item says to whoever reads it as it is printed. */
export function asPrinted(item: string): ParsedItem {
  const { label = '', value = '', unit = '', limits = '' } = ITEM.exec(item)?.groups ?? {};
  const [, warn, crit, min, max] = limits.split(';');
  return {
    label,
    value: Number(value),
    unit: UNITS[unit] ?? `no unit: ${unit}`,
    warn: plain(warn),
    crit: plain(crit),
    min: plain(min),
    max: plain(max),
    counter: unit === 'c',
  };
}
