/** One thing that was measured, and what it has to be. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly wanted: string;
  readonly isMet: boolean;
}

const shown = (value: number, unit: string) =>
  `${Number.isInteger(value) ? value : value.toFixed(value < 10 ? 2 : 0)}${unit && ` ${unit}`}`;

export const atMost = (name: string, value: number, limit: number, unit = ''): Figure => ({
  name,
  value: shown(value, unit),
  wanted: `at most ${shown(limit, unit)}`,
  isMet: value <= limit,
});

export const atLeast = (name: string, value: number, limit: number, unit = ''): Figure => ({
  name,
  value: shown(value, unit),
  wanted: `at least ${shown(limit, unit)}`,
  isMet: value >= limit,
});

export const exactly = (name: string, value: number, wanted: number): Figure => ({
  name,
  value: shown(value, ''),
  wanted: shown(wanted, ''),
  isMet: value === wanted,
});

/** What is told beside the figures and judges nothing. */
export const note = (name: string, value: number | string, unit = ''): Figure => ({
  name,
  value: typeof value === 'number' ? shown(value, unit) : value,
  wanted: '',
  isMet: true,
});

/** `met      memory at most                151 MB  at most 200 MB` */
export function figureLines(figures: readonly Figure[]): string {
  const width = (read: (figure: Figure) => string) => Math.max(...figures.map((one) => read(one).length));
  const [names, values] = [width(({ name }) => name), width(({ value }) => value)];
  return figures
    .map(({ name, value, wanted, isMet }) => {
      const verdict = wanted === '' ? '' : isMet ? 'met' : 'NOT MET';
      return `${verdict.padEnd(8)} ${name.padEnd(names)}  ${value.padStart(values)}  ${wanted}`.trimEnd();
    })
    .map((line) => `${line}\n`)
    .join('');
}
