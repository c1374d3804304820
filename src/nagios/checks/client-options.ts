import type { ClientRules } from '../../probes/client-rules.ts';
import { parseNetwork } from '../../probes/network.ts';
import { compareVersions } from '../../probes/version.ts';
import type { Arguments } from '../arguments.ts';
import { USER_FILTERS } from '../filter-options.ts';
import type { OptionSpec } from '../option.ts';
import { parseState, type State } from '../status.ts';

const group = 'Rules:';
const metavar = 'STATE';

export const CLIENT_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'min-version',
    kind: 'list',
    metavar: 'TYPE=VERSION',
    help: 'clients of this type that are older are WARNING; repeatable',
    example: 'desktop=3.5.0',
    group,
  },
  {
    name: 'allow-network',
    kind: 'list',
    metavar: 'CIDR',
    help: 'clients from elsewhere are WARNING; IPv4 or IPv6, repeatable',
    example: '192.168.0.0/16',
    group,
  },
  {
    name: 'require',
    kind: 'list',
    metavar: 'USER[=TYPE]',
    help: 'CRITICAL when this user has no such client connected; repeatable',
    example: 'backup=desktop',
    group,
  },
  {
    name: 'outdated-state',
    kind: 'value',
    metavar,
    help: 'state of an outdated client',
    fallback: 'warning',
    example: 'critical',
    group,
  },
  {
    name: 'unexpected-state',
    kind: 'value',
    metavar,
    help: 'state of a client from elsewhere',
    fallback: 'warning',
    example: 'critical',
    group,
  },
  {
    name: 'client-type',
    kind: 'list',
    metavar: 'TYPE',
    help: 'only clients of this type; repeatable',
    example: 'desktop',
    group: 'Selection:',
  },
  ...USER_FILTERS,
];

/** Somebody who has to be connected. */
export interface Requirement {
  readonly user: string;
  readonly type: string | undefined;
}

export interface ClientWishes {
  readonly rules: ClientRules;
  readonly requirements: readonly Requirement[];
  readonly outdatedState: State;
  readonly unexpectedState: State;
  readonly types: readonly string[];
}

const STATE_WORDS = 'ok, warning, critical, unknown or 0-3';

export function stateOption(args: Arguments, name: string, fallback: State): State {
  return args.parsed(name, parseState, STATE_WORDS) ?? fallback;
}

function parseMinVersion(text: string): [string, string] | undefined {
  const [, type, version] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(text) ?? [];
  if (type === undefined || version === undefined || compareVersions(version, '0') === undefined)
    return undefined;
  return [type.toLowerCase(), version];
}

/** A user's name may hold `=`, a type does not. */
function parseRequirement(text: string): Requirement | undefined {
  const [, user, type] = /^(.*?)(?:=([^=]*))?$/.exec(text.trim()) ?? [];
  return user ? { user, type: type || undefined } : undefined;
}

export function readClientOptions(args: Arguments): ClientWishes {
  const minVersions = args.allParsed('min-version', parseMinVersion, 'TYPE=VERSION, such as desktop=3.5.0');
  const networks = args.allParsed('allow-network', parseNetwork, 'a network such as 192.168.0.0/16');
  return {
    rules: { minVersions: new Map(minVersions), networks },
    requirements: args.allParsed('require', parseRequirement, 'USER or USER=TYPE'),
    outdatedState: stateOption(args, 'outdated-state', 'WARNING'),
    unexpectedState: stateOption(args, 'unexpected-state', 'WARNING'),
    types: args.all('client-type'),
  };
}
