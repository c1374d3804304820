import { type Check, optionsOf } from '../../nagios/check.ts';
import type { OptionSpec } from '../../nagios/option.ts';
import { variableOf } from './names.ts';

/** An option of a check as Icinga passes it, from a custom variable. */
export interface Argument {
  readonly option: OptionSpec;
  /** `--warning` */
  readonly key: string;
  /** `synology_drive_quota_warning` */
  readonly variable: string;
  readonly description: string;
}

/** Nobody reads a check's help in Icinga, and it holds the options itself instead of an ini file. */
const NOT_PASSED: readonly string[] = ['help', 'version', 'extra-opts'];

/** Meaning, unit, default and an example, as one line. */
function describe({ help, unit, fallback, example }: OptionSpec): string {
  const meaning = unit ? `${help} (${unit})` : help;
  return [
    meaning,
    ...(fallback ? [`default: ${fallback}`] : []),
    ...(example ? [`e.g. ${example}`] : []),
  ].join('; ');
}

/** Every option that a CheckCommand passes, in the order of the check's help. */
export const argumentsOf = (check: Check): Argument[] =>
  optionsOf(check)
    .filter(({ name }) => !NOT_PASSED.includes(name))
    .map((option) => ({
      option,
      key: `--${option.name}`,
      variable: variableOf(check, option.name),
      description: describe(option),
    }));
