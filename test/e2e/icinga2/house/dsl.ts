/** What a custom variable can hold. */
export type Value = string | number | boolean | readonly Value[] | { readonly [key: string]: Value };

/** A value as Icinga's language has it. */
export function dsl(value: Value): string {
  if (Array.isArray(value)) return `[ ${value.map(dsl).join(', ')} ]`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)} = ${dsl(item)}`);
  return `{\n${entries.join('\n')}\n}`;
}

/** A value in which no `$` begins a macro. */
export const literal = (text: string): string => text.replaceAll('$', '$$$$');

export interface HostPlan {
  readonly name: string;
  readonly address?: string;
  readonly vars: Readonly<Record<string, Value>>;
  /** Further lines. */
  readonly lines?: readonly string[];
}

/** A host object as an administrator writes it. */
export const hostObject = ({ name, address = '127.0.0.1', vars, lines = [] }: HostPlan): string =>
  [
    `object Host ${dsl(name)} {`,
    // Not the NAS's own ping: that is not what is looked at here.
    '  check_command = "dummy"',
    `  address = ${dsl(address)}`,
    ...Object.entries(vars).map(([key, value]) => `  vars.${key} = ${dsl(value)}`),
    ...lines.map((line) => `  ${line}`),
    '}',
    '',
  ].join('\n');
