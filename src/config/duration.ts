/** Seconds by unit, the largest first. */
const SECONDS: ReadonlyMap<string, number> = new Map([
  ['w', 604_800],
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['min', 60],
  ['s', 1],
  ['sec', 1],
  ['ms', 0.001],
]);

const BARE = /^(?:\d+(?:\.\d*)?|\.\d+)$/;
const PART = /(\d+(?:\.\d*)?|\.\d+)\s*([a-z]+)\s*/giy;

/** Amounts and the size of their units; undefined when the text is anything else. */
function split(text: string): [amount: number, unit: number][] | undefined {
  const parts: [number, number][] = [];
  let end = 0;
  for (const [whole, amount, name = ''] of text.matchAll(PART)) {
    const unit = SECONDS.get(name.toLowerCase());
    if (unit === undefined) return undefined;
    parts.push([Number(amount), unit]);
    end += whole.length;
  }
  return end === text.length && parts.length > 0 ? parts : undefined;
}

const finite = (value: number) => (Number.isFinite(value) ? value : undefined);

/**
 * Seconds of `30s`, `5m`, `24h`, `3d`, `2w`, `500ms`, `1.5h`, `1d12h`, with or without blanks and in either case; a bare
 * number is seconds. Undefined when it is none: signs, unknown units, units that are not in falling order, Infinity.
 */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (BARE.test(trimmed)) return finite(Number(trimmed));
  const parts = split(trimmed);
  if (!parts?.every(([, unit], index) => index === 0 || unit < (parts[index - 1]?.[1] ?? 0)))
    return undefined;
  const seconds = parts.reduce((sum, [amount, unit]) => sum + amount * unit, 0);
  // Whole microseconds: 1.1 h would be 3960.0000000000005 s.
  return finite(Number(seconds.toFixed(6)));
}

/** A unit and the one below it. */
const STEPS = [
  [86_400, 'd', 3600, 'h'],
  [3600, 'h', 60, 'min'],
  [60, 'min', 1, 's'],
] as const;

function formatPositive(seconds: number): string {
  for (const [unit, name, part, partName] of STEPS) {
    if (seconds < unit) continue;
    const parts = Math.floor((seconds % unit) / part);
    // As a BigInt it has no exponent, however large.
    return `${BigInt(Math.floor(seconds / unit))} ${name}${parts === 0 ? '' : ` ${parts} ${partName}`}`;
  }
  // Never rounded up to a whole minute.
  return `${Number(Math.min(seconds, 59.9).toFixed(seconds < 0.1 ? 3 : 1))} s`;
}

/** A duration for people, in its two largest units, cut rather than rounded: `3 d 4 h`, `5 min`, `12 s`, `0.2 s`. */
export function formatDuration(seconds: number): string {
  const shown = formatPositive(Math.abs(seconds));
  return seconds < 0 && shown !== '0 s' ? `-${shown}` : shown;
}
