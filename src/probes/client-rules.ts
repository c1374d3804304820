import type { Client } from '../drive/model.ts';
import { contains, type Network } from './network.ts';
import { compareVersions } from './version.ts';

/** What a site expects of its clients. */
export interface ClientRules {
  /** The oldest version that will do, by kind of client. */
  readonly minVersions: ReadonlyMap<string, string>;
  /** Where clients may come from; empty: from anywhere. */
  readonly networks: readonly Network[];
}

/** What the rules say of one client; `undefined` when no rule applies. */
export interface ClientFindings {
  readonly outdated?: boolean | undefined;
  readonly unexpected?: boolean | undefined;
  /** Why a rule could not be applied: what it asks for was not told. */
  readonly unclear?: string | undefined;
}

function isOutdated(client: Client, rules: ClientRules): boolean | string | undefined {
  const wanted = rules.minVersions.get(client.clientType?.toLowerCase() ?? '');
  if (wanted === undefined) return undefined;
  const order = compareVersions(client.clientVersion ?? '', wanted);
  if (order !== undefined) return order < 0;
  return client.clientVersion === undefined
    ? 'its version is missing'
    : `its version ${client.clientVersion} has no number`;
}

function isUnexpected({ ipAddress }: Client, { networks }: ClientRules): boolean | string | undefined {
  if (networks.length === 0) return undefined;
  if (ipAddress === undefined) return 'its address is missing';
  const inside = contains(networks, ipAddress);
  return inside === undefined ? `its address ${ipAddress} is none` : !inside;
}

const asFlag = (outcome: boolean | string | undefined) => (typeof outcome === 'string' ? undefined : outcome);

/** Applies the rules to one connected client. */
export function applyClientRules(client: Client, rules: ClientRules): ClientFindings {
  const outdated = isOutdated(client, rules);
  const unexpected = isUnexpected(client, rules);
  const unclear =
    [outdated, unexpected].filter((outcome) => typeof outcome === 'string').join(', ') || undefined;
  return { outdated: asFlag(outdated), unexpected: asFlag(unexpected), unclear };
}
