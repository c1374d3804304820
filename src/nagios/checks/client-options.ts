import { parseDuration } from '../../config/duration.ts';
import type { ClientRules } from '../../probes/client-rules.ts';
import { parseNetwork } from '../../probes/network.ts';
import { compareVersions } from '../../probes/version.ts';
import type { Arguments } from '../arguments.ts';
import { USER_FILTERS } from '../filter-options.ts';
import type { OptionSpec } from '../option.ts';
import { parseState, type State } from '../status.ts';
import type { Thresholds } from '../thresholds.ts';

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
    name: 'require-device',
    kind: 'list',
    metavar: 'NAME',
    help: 'CRITICAL when this device is not connected; needs a NAS that tells their names; repeatable',
    example: 'LAPTOP-7.local',
    group,
  },
  {
    name: 'offline-for',
    kind: 'value',
    metavar: 'DURATION',
    help: 'a linked device that has not connected for so long is WARNING; needs a NAS that lists them',
    unit: 'seconds, or with a unit such as d',
    example: '7d',
    group,
  },
  {
    name: 'offline-state',
    kind: 'value',
    metavar,
    help: 'state of a device that was off-line for too long',
    fallback: 'warning',
    example: 'critical',
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
    help: "only clients of this type, in the NAS's word or as desktop, mobile, web, sharesync; repeatable",
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
  readonly offlineState: State;
  /** Names of devices that have to be connected. */
  readonly devices: readonly string[];
  readonly types: readonly string[];
}

const STATE_WORDS = 'ok, warning, critical, unknown or 0-3';

export function stateOption(args: Arguments, name: string, fallback: State): State {
  return args.parsed(name, parseState, STATE_WORDS) ?? fallback;
}

/** The built-in WARNING of each item that a metric counts: replaced by a given threshold on their number, or by a state. */
function itemState(args: Arguments, thresholds: Thresholds, option: string, metric: string): State {
  return stateOption(args, option, thresholds.isGiven('warning', metric) ? 'OK' : 'WARNING');
}

function parseMinVersion(text: string): [string, string] | undefined {
  const [, type, version] = /^\s*([^=]+?)\s*=\s*(.+?)\s*$/.exec(text) ?? [];
  if (type === undefined || version === undefined || compareVersions(version, '0') === undefined)
    return undefined;
  return [type.toLowerCase(), version];
}

/** A user's name may hold `=`, a type does not; what ends in one lacks the type. */
function parseRequirement(text: string): Requirement | undefined {
  const [, user, type] = /^(.*?)(?:=([^=]*))?$/.exec(text.trim()) ?? [];
  return user && type !== '' ? { user, type } : undefined;
}

export function readClientOptions(args: Arguments, thresholds: Thresholds): ClientWishes {
  const minVersions = args.allParsed('min-version', parseMinVersion, 'TYPE=VERSION, such as desktop=3.5.0');
  const offlineFor = args.parsed('offline-for', parseDuration, 'a duration such as 7d');
  const networks = args.allParsed('allow-network', parseNetwork, 'a network such as 192.168.0.0/16');
  return {
    rules: { minVersions: new Map(minVersions), networks, offlineFor },
    devices: args.all('require-device'),
    requirements: args.allParsed('require', parseRequirement, 'USER or USER=TYPE'),
    outdatedState: itemState(args, thresholds, 'outdated-state', 'outdated'),
    unexpectedState: itemState(args, thresholds, 'unexpected-state', 'unexpected'),
    offlineState: itemState(args, thresholds, 'offline-state', 'stale'),
    types: args.all('client-type'),
  };
}
