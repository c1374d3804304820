import { Arguments } from '../arguments.ts';
import { type Check, ownOptionsOf } from '../check.ts';
import type { OptionSpec } from '../option.ts';

const dashed = (id: string) => id.replaceAll('_', '-');

/** How a check's own option is called where there are several checks: `--last-sync-basis`. */
export const prefixed = ({ id }: Check, name: string): string => `${dashed(id)}-${name}`;

export const saySeveral = (words: readonly string[], last: 'and' | 'or'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;

/** An option that several checks have by the very same declaration. */
interface SharedOption {
  readonly spec: OptionSpec;
  readonly takers: readonly Check[];
}

function sharedOptions(checks: readonly Check[]): SharedOption[] {
  const takers = new Map<OptionSpec, Check[]>();
  for (const check of checks)
    for (const spec of check.options) takers.set(spec, [...(takers.get(spec) ?? []), check]);
  return [...takers].map(([spec, all]) => ({ spec, takers: all })).filter((one) => one.takers.length > 1);
}

/** Help that names other options of the same check, by the names they have here. */
function respell(help: string, check: Check, own: ReadonlySet<string>): string {
  return help.replace(/--([a-z-]+[a-z])/g, (typed, name: string) =>
    own.has(name) ? `--${prefixed(check, name)}` : typed,
  );
}

function prefixedOptions(check: Check, shared: readonly OptionSpec[]): OptionSpec[] {
  const specs = ownOptionsOf(check);
  const own = new Set(specs.map(({ name }) => name));
  return specs.map((spec) => {
    const { letter: _letter, ...others } = spec;
    return {
      ...others,
      name: prefixed(check, spec.name),
      help: respell(spec.help, check, own),
      ...(shared.includes(spec) && { fallback: `what --${spec.name} says` }),
      group: `Check ${check.id}:`,
    };
  });
}

/** What the checks have in common once, without a prefix, then every check's own under its prefix. */
export function combinedOptions(checks: readonly Check[]): OptionSpec[] {
  const shared = sharedOptions(checks);
  const forAll = shared.map(({ spec, takers }) => ({
    ...spec,
    help: `${spec.help}; for ${saySeveral(
      takers.map(({ id }) => id),
      'and',
    )}, where it is not given with a check's name`,
  }));
  const specs = shared.map(({ spec }) => spec);
  return [...forAll, ...checks.flatMap((check) => prefixedOptions(check, specs))];
}

/** One check's own options: as given under its prefix, else as given to all who share them. */
export function argumentsOf(check: Check, checks: readonly Check[], args: Arguments): Arguments {
  const shared = sharedOptions(checks).map(({ spec }) => spec.name);
  const typed = new Map(
    ownOptionsOf(check).map(({ name }) => {
      const own = prefixed(check, name);
      return [name, !args.has(own) && shared.includes(name) ? name : own];
    }),
  );
  return new Arguments(new Map([...typed].map(([name, given]) => [name, args.all(given)])), typed);
}

/** Under which names an option is to be given that belongs to single checks, by its long name or its letter. */
export function suggestPrefixed(option: string, checks: readonly Check[]): string | undefined {
  const names = checks.flatMap((check) => {
    const spec = ownOptionsOf(check).find(({ name, letter }) => name === option || letter === option);
    return spec ? [`--${prefixed(check, spec.name)}`] : [];
  });
  return names.length === 0 ? undefined : `it belongs to single checks: give ${saySeveral(names, 'or')}`;
}
