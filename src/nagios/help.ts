import yargs from 'yargs';
import { type Check, executableOf, type PerfdataTable } from './check.ts';
import type { OptionSpec } from './option.ts';
import type { AnyMetric } from './thresholds.ts';

const WIDTH = 100;

/** Value, meaning, unit, default and an example, as one description. */
function describe({ metavar, help, unit, fallback, example }: OptionSpec): string {
  return [
    metavar ? `<${metavar}>` : '',
    help,
    unit ? `(in ${unit})` : '',
    fallback ? `[default: ${fallback}]` : '',
    example ? `[e.g. ${example}]` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Units of performance data, in words. */
export const PERFDATA_UNITS: Readonly<Record<AnyMetric['unit'], string>> = {
  count: 'number',
  bytes: 'bytes',
  percent: 'percent',
  seconds: 'seconds',
  days: 'days',
  timestamp: 'seconds',
};

function perfdataLines({ when, metrics }: PerfdataTable): string[] {
  const width = Math.max(...metrics.map(({ name }) => name.length)) + 2;
  return [
    `Perfdata, ${when}:`,
    ...metrics.map(
      ({ name, title, unit }) => `  ${name.padEnd(width)}${PERFDATA_UNITS[unit].padEnd(9)}${title}`,
    ),
  ];
}

function exampleLines(check: Check): string[] {
  const command = `${executableOf(check)} -H nas.example.com -u monitor --password-file /etc/nas.secret`;
  return [
    'Examples:',
    ...check.examples.flatMap(({ says, args }) => [`  # ${says}`, `  ${`${command} ${args}`.trimEnd()}`]),
  ];
}

/** How a range is typed. */
export const RANGES = [
  'RANGE is START:END, both included; what lies outside alerts: 10 is 0 to 10, 10: is 10 and more,',
  '~:10 is 10 and less; @10:20 alerts inside. CRITICAL is judged first. An option given as an empty',
  'string counts as not given.',
];

/** What surrounds a list of options. */
export interface HelpFrame {
  readonly executable: string;
  /** What it does, and how it is called, `$0` standing for the executable. */
  readonly usage: string;
  /** Lines after the options. */
  readonly after: readonly string[];
}

/** Every option with its meaning. Made by yargs, which is loaded for this alone. */
export async function renderOptions(
  { executable, usage, after }: HelpFrame,
  specs: readonly OptionSpec[],
): Promise<string> {
  const parser = yargs([])
    .scriptName(executable)
    .usage(usage)
    .help(false)
    .version(false)
    .locale('en')
    .wrap(WIDTH);
  for (const spec of specs)
    parser.option(spec.name, {
      describe: describe(spec),
      group: spec.group,
      ...(spec.letter && { alias: spec.letter }),
    });
  return `${await parser.getHelp()}\n\n${after.join('\n')}\n`;
}

/** The help of a check: its options, then how ranges are typed, examples and perfdata. */
export function renderHelp(check: Check, specs: readonly OptionSpec[]): Promise<string> {
  const usage = `${check.about}.\n\nUsage: $0 -H HOST -u NAME --password-file FILE [options]`;
  const after = [...RANGES, '', ...exampleLines(check), '', ...check.perfdata.flatMap(perfdataLines)];
  return renderOptions({ executable: executableOf(check), usage, after }, specs);
}
