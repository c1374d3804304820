import type { OptionSpec } from '../../nagios/option.ts';

/** `-w, --warning RANGE` */
export const typed = ({ name, letter, metavar }: OptionSpec): string =>
  [
    `${letter === undefined ? '' : `-${letter}, `}--${name}`,
    ...(metavar === undefined ? [] : [metavar]),
  ].join(' ');

/** What it means, the unit of its value and what holds without it, on one line. */
export const meaning = ({ help, unit, fallback }: OptionSpec): string =>
  [help, ...(unit ? [`(${unit})`] : []), ...(fallback ? [`[${fallback}]`] : [])].join(' ');

/** Options with their meanings, in two columns. */
export function optionTable(options: readonly OptionSpec[]): string {
  const column = Math.max(...options.map((option) => typed(option).length)) + 2;
  return options.map((option) => `  ${typed(option).padEnd(column)}${meaning(option)}`).join('\n');
}
