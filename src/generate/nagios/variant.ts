import type { Check } from '../../nagios/check.ts';
import { HOST_GROUP, HOST_TEMPLATE } from './names.ts';
import { type Directive, define, exampleHeader, joined } from './object.ts';
import { serviceSetText } from './service-set.ts';

/** Hosts that get their services another way than by services.cfg. */
export interface Variant {
  /** Ends the names of what belongs to it: `by-nrpe`. */
  readonly suffix: string;
  readonly title: string;
  readonly about: string;
  /** What runs a check instead of its own command, and what that is told of the check. */
  readonly command?: { readonly line: readonly string[]; readonly argument: (check: Check) => string };
  /** Variables that its hosts have beside those of all. */
  readonly variables: readonly Directive[];
  /** Those of them that the example sets. */
  readonly given: readonly Directive[];
}

/** Above the time that any check takes, so that the check's own words arrive; in seconds. */
export const timeoutFor = (checks: readonly Check[]): number =>
  10 + Math.max(...checks.map(({ timeout }) => timeout));

const templateOf = ({ suffix }: Variant) => `${HOST_TEMPLATE}-${suffix}`;
const hostGroupOf = ({ suffix }: Variant) => `${HOST_GROUP}-${suffix}`;
const commandOf = ({ suffix }: Variant) => `${HOST_GROUP}-${suffix}`.replaceAll('-', '_');

const exampleHost = (variant: Variant): string =>
  define(
    'host',
    [
      ['use', templateOf(variant)],
      ['host_name', `nas-${variant.suffix}`],
      ['alias', 'Branch office NAS'],
      ['address', 'nas.branch.example.com'],
    ],
    variant.given,
  );

const template = (variant: Variant): string =>
  define(
    'host',
    [
      ['name', templateOf(variant)],
      ['use', HOST_TEMPLATE],
      ['register', '0'],
      ['hostgroups', hostGroupOf(variant)],
    ],
    variant.variables,
  );

/** An example host, and all that it needs beside commands.cfg and templates.cfg. */
export function variantText(variant: Variant, checks: readonly Check[]): string {
  const { about, title, command } = variant;
  const name = commandOf(variant);
  const definition: readonly Directive[] = [
    ['command_name', name],
    ['command_line', command?.line.join('\n') ?? ''],
  ];
  return joined(
    exampleHeader(about),
    exampleHost(variant),
    template(variant),
    ...(command ? [define('command', definition)] : []),
    serviceSetText({
      hostGroup: hostGroupOf(variant),
      alias: `NASes with Synology Drive, ${title}`,
      checks,
      ...(command && { command: (check) => `${name}!${command.argument(check)}` }),
    }),
  );
}
