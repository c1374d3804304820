import { type Matcher, parseMatcher, selects } from '../config/filter.ts';
import type { Arguments } from './arguments.ts';
import type { OptionSpec } from './option.ts';

const group = 'Selection:';

function filterOptions(what: string, example: string, hint: string): OptionSpec[] {
  const metavar = 'NAME|/REGEX/';
  return [
    {
      name: `include-${what}`,
      kind: 'list',
      metavar,
      help: `only this ${what}, or those a regular expression finds${hint}; repeatable`,
      example,
      group,
    },
    {
      name: `exclude-${what}`,
      kind: 'list',
      metavar,
      help: `not this ${what}; wins over --include-${what}; repeatable`,
      example,
      group,
    },
  ];
}

export const USER_FILTERS: readonly OptionSpec[] = filterOptions(
  'user',
  '/^svc-/',
  ', without regard to case',
);
export const SHARE_FILTERS: readonly OptionSpec[] = filterOptions('share', 'Team Projects', '');

/** Names that were asked for and names that were ruled out. */
export interface Filter {
  readonly include: readonly Matcher[];
  readonly exclude: readonly Matcher[];
}

/** The filter of users or shares as given. */
export function filterFrom(args: Arguments, what: 'user' | 'share'): Filter {
  const read = (name: string) =>
    args.allParsed(name, (text) => parseMatcher(text, { ignoreCase: what === 'user' }), 'a name or /regex/');
  return { include: read(`include-${what}`), exclude: read(`exclude-${what}`) };
}

/** The rows that a filter leaves, by the name each has. */
export function filterRows<Row>(
  rows: readonly Row[],
  filter: Filter,
  nameOf: (row: Row) => string | undefined,
): Row[] {
  return rows.filter((row) => selects(filter, nameOf(row)));
}

/** What was asked for, for the message when nothing of it is there: `user alice, user /^svc-/`. */
export function saySought(filters: Readonly<Record<string, readonly { readonly text: string }[]>>): string {
  return Object.entries(filters)
    .flatMap(([what, matchers]) => matchers.map(({ text }) => `${what} ${text}`))
    .join(', ');
}
