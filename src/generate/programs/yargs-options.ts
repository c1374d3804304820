import type { OptionSpec } from '../../nagios/option.ts';

/** What the bridge and the simulator declare of an option. */
export interface YargsOption {
  readonly type: 'string' | 'number' | 'boolean';
  readonly describe: string;
  readonly alias?: string;
  readonly metavar?: string;
  readonly default?: string | number | boolean;
}

function specOf(name: string, option: YargsOption): OptionSpec {
  const { type, describe, alias, metavar, default: fallback } = option;
  return {
    name,
    kind: type === 'boolean' ? 'flag' : 'value',
    help: describe,
    group: 'Options:',
    ...(alias !== undefined && { letter: alias }),
    ...(metavar !== undefined && { metavar }),
    ...(fallback !== undefined && fallback !== false && { fallback: String(fallback) }),
  };
}

/** What yargs gives every program that it reads the words of. */
const ALWAYS: readonly OptionSpec[] = [
  { name: 'version', letter: 'V', kind: 'flag', help: 'print the version', group: 'Options:' },
  { name: 'help', letter: 'h', kind: 'flag', help: 'print a help', group: 'Options:' },
];

export const fromYargs = (options: Readonly<Record<string, YargsOption>>): OptionSpec[] => [
  ...Object.entries(options).map(([name, option]) => specOf(name, option)),
  ...ALWAYS,
];
