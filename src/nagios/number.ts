/**
 * A number as perfdata wants it, to the last digit: plain decimal, whatever its size. Consumers misread anything else
 * (pnp4nagios takes `1e-5` for 1, unit `e`, warning -5). Throws RangeError on Infinity and NaN, which have no decimals.
 */
export function exactNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written as a decimal number`);
  const shortest = String(value);
  const [, sign = '', whole = '', fraction = '', exponent] =
    /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(shortest) ?? [];
  if (exponent === undefined) return shortest;
  return sign + shiftPoint(whole, fraction, Number(exponent));
}

/** `1`, `5`, -7 → `0.00000015`; `1`, `5`, 21 → `1500000000000000000000` */
function shiftPoint(whole: string, fraction: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - whole.length)}${whole}${fraction}`;
  return whole + fraction.padEnd(exponent, '0');
}

/** A number as plain decimal with at most so many decimals, trailing zeros cut. Throws RangeError on Infinity and NaN. */
export function formatNumber(value: number, digits = 3): string {
  // Whole numbers need no rounding, and toFixed would write those from 1e21 on with an exponent.
  if (!Number.isFinite(value) || Number.isInteger(value)) return exactNumber(value);
  return exactNumber(Number(value.toFixed(digits)));
}
