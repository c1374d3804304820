import type { Client } from '../drive/model.ts';
import { contains, type Network } from './network.ts';
import { compareVersions } from './version.ts';

/** What a site expects of its clients. */
export interface ClientRules {
  /** The oldest version that will do, by kind of client. */
  readonly minVersions: ReadonlyMap<string, string>;
  /** Where clients may come from; empty: from anywhere. */
  readonly networks: readonly Network[];
  /** Seconds after which a linked device that has not connected is stale. */
  readonly offlineFor?: number | undefined;
}

/** What the rules say of one client; `undefined` when no rule applies. */
export interface ClientFindings {
  readonly outdated?: boolean | undefined;
  readonly unexpected?: boolean | undefined;
  readonly stale?: boolean | undefined;
  /** Why a rule could not be applied: what it asks for was not told. */
  readonly unclear?: string | undefined;
}

/** The oldest version that will do for a client: a rule may name its type in the NAS's words, or its kind. */
export function minVersionOf({ clientType, kind }: Client, { minVersions }: ClientRules): string | undefined {
  return minVersions.get(clientType?.toLowerCase() ?? '') ?? minVersions.get(kind ?? '');
}

function isOutdated(client: Client, rules: ClientRules): boolean | string | undefined {
  const wanted = minVersionOf(client, rules);
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

function isStale(
  { lastSeen }: Client,
  { offlineFor }: ClientRules,
  now: number,
): boolean | string | undefined {
  if (offlineFor === undefined) return undefined;
  return lastSeen === undefined ? 'when it was last connected is missing' : now - lastSeen > offlineFor;
}

const asFlag = (outcome: boolean | string | undefined) => (typeof outcome === 'string' ? undefined : outcome);

/** Applies the rules to one client: a device that is away is judged only by how long it has been. */
export function applyClientRules(client: Client, rules: ClientRules, now: number): ClientFindings {
  if (!client.connected) {
    const stale = isStale(client, rules, now);
    return { stale: asFlag(stale), unclear: typeof stale === 'string' ? stale : undefined };
  }
  const outdated = isOutdated(client, rules);
  const unexpected = isUnexpected(client, rules);
  const unclear =
    [outdated, unexpected].filter((outcome) => typeof outcome === 'string').join(', ') || undefined;
  return { outdated: asFlag(outdated), unexpected: asFlag(unexpected), unclear };
}
