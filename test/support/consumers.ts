/** Small models of those who read the output of checks, so that tests see it as they do. */

export interface SplitOutput {
  readonly short: string | null;
  readonly long: string | null;
  readonly perfdata: string | null;
}

const before = (text: string) => text.split('|', 1)[0] ?? '';
const after = (text: string) => text.slice(before(text).length + 1);

/** Naemon's `parse_check_output`: perfdata is behind the `|` of the first line, and behind the `|` of a later one to the end. */
export function splitOutput(output: string, newline = '\n'): SplitOutput {
  if (output === '') return { short: null, long: null, perfdata: null };
  const [first = '', ...lines] = output.split('\n');
  const cut = lines.findIndex((line) => line.includes('|'));
  const long = cut < 0 ? lines : [...lines.slice(0, cut), before(lines[cut] ?? '')];
  const later = cut < 0 ? [] : [after(lines[cut] ?? ''), ...lines.slice(cut + 1)];
  const perfdata = [after(first), ...later].map((text) => text.trim()).filter((text) => text !== '');
  return {
    short: before(first).trim(),
    long: long.join(newline) || null,
    perfdata: perfdata.join(' ') || null,
  };
}

export interface PnpItem {
  readonly label: string;
  readonly value: string;
  readonly uom: string;
  readonly warn: string;
  readonly crit: string;
  readonly min: string;
  readonly max: string;
  /** What was not read yet. */
  readonly rest: string;
}

const PNP = /^\s*([^=]+)=(U|[\d.-]+)([\w/%]*);?([\d.:~@-]+)?;?([\d.:~@-]+)?;?([\d.-]+)?;?([\d.-]+)?;?\s*/;

/** The first item as pnp4nagios reads it; null when it reads nothing. */
export function readPnpItem(text: string): PnpItem | null {
  const match = PNP.exec(text);
  if (!match) return null;
  const [whole, label = '', value = '', uom = '', warn = '', crit = '', min = '', max = ''] = match;
  return { label, value, uom, warn, crit, min, max, rest: text.slice(whole.length) };
}

/** All items as pnp4nagios reads them; it stops at what it cannot read. */
export function readPnp(text: string): PnpItem[] {
  const item = readPnpItem(text);
  return item ? [item, ...readPnp(item.rest)] : [];
}

export interface IcingaItem {
  readonly label: string;
  readonly value: number;
  readonly uom: string;
  readonly warn: number | null;
  readonly crit: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** Icinga's name of a unit and what it multiplies by; of the many it knows those that its vectors and ours use. */
const ICINGA_UNITS: Readonly<Record<string, readonly [name: string, factor: number]>> = {
  s: ['seconds', 1],
  ms: ['seconds', 1e-3],
  us: ['seconds', 1e-6],
  '%': ['percent', 1],
  b: ['bytes', 1],
  kb: ['bytes', 1e3],
  mb: ['bytes', 1e6],
  kib: ['bytes', 1024],
  mib: ['bytes', 1024 ** 2],
};

const unquote = (label: string) => (label.length > 2 && /^'.*'$/s.test(label) ? label.slice(1, -1) : label);

function toDouble(text: string): number {
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text))
    throw new Error(`can't convert '${text}' to a double`);
  return Number(text);
}

/** Thresholds that are not plain numbers are dropped without a word. */
const limitOf = (token: string | undefined, factor: number) =>
  token && /^[-+0-9.eE]+$/.test(token) ? toDouble(token) * factor : null;

/** Icinga's `parse_performance_data` for one item. Throws where Icinga does. */
export function readIcingaItem(text: string): IcingaItem {
  const equals = text.lastIndexOf('=');
  if (equals < 0) throw new Error(`invalid performance data value: ${text}`);
  const [first = '', ...limits] = (text.slice(equals + 1).split(' ', 1)[0] ?? '').split(';');
  const [digits = ''] = /^[-+0-9.eE]*/.exec(first) ?? [];
  const [uom, factor] = ICINGA_UNITS[first.slice(digits.length).toLowerCase()] ?? ['', 1];
  return {
    label: unquote(text.slice(0, equals)),
    value: toDouble(digits) * factor,
    uom,
    warn: limitOf(limits[0], factor),
    crit: limitOf(limits[1], factor),
    min: limitOf(limits[2], factor),
    max: limitOf(limits[3], factor),
  };
}

/** All items as Icinga splits them: a label up to `=`, a value up to the next blank. */
export function readIcinga(text: string): IcingaItem[] {
  const items = [...text.matchAll(/\s*([^=]+=[^ ]*)/g)];
  return items.map(([, item = '']) => readIcingaItem(item));
}
