const PREFIXES = 'kmgtp';

/** Bytes of a unit in lower case; a single letter is binary, as DSM itself shows sizes. */
function bytesOf(unit: string): number | undefined {
  const [, prefix, rest] = /^([kmgtp])(|ib|b)$/.exec(unit) ?? [];
  if (prefix === undefined) return unit === '' || unit === 'b' ? 1 : undefined;
  return (rest === 'b' ? 1000 : 1024) ** (PREFIXES.indexOf(prefix) + 1);
}

const SIZE = /^(\d+(?:\.\d*)?|\.\d+)\s*([a-z]*)$/i;
/** `Gb` and `Gib` are bits where people mind their capitals, and eight times too much where they do not. */
const BITS = /^[KMGTP]i?b$/;

/**
 * Bytes of `50GiB`, `1.5 TB`, `500M`, `1024`: KiB to PiB count by 1024, kB to PB by 1000, single letters by 1024.
 * Undefined when it is no size: a sign, an unknown unit, bits, Infinity.
 */
export function parseSize(text: string): number | undefined {
  const [, amount, unit = ''] = SIZE.exec(text.trim()) ?? [];
  if (amount === undefined || BITS.test(unit)) return undefined;
  const bytes = bytesOf(unit.toLowerCase());
  if (bytes === undefined) return undefined;
  // `4.1TiB` is no whole number of bytes, yet nobody means a part of one.
  const value = bytes === 1 ? Number(amount) : Math.round(Number(amount) * bytes);
  return Number.isFinite(value) ? value : undefined;
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Without an exponent, however large. */
const plain = (value: number) => String(value < 1e21 ? Number(value.toFixed(1)) : BigInt(value));

/** A size for people: `1.5 GiB`, `512 B`. */
export function formatSize(bytes: number): string {
  let amount = Math.abs(bytes);
  let power = 0;
  // 1023.95 KiB would be shown as 1024 KiB.
  while (amount >= 1023.95 && power < UNITS.length - 1) {
    amount /= 1024;
    power++;
  }
  const shown = `${plain(amount)} ${UNITS[power]}`;
  return bytes < 0 && shown !== '0 B' ? `-${shown}` : shown;
}
