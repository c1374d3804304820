import type { ClientRow } from '../../src/probes/clients.ts';
import { largest } from '../../src/probes/probe.ts';
import { profiles } from '../../src/probes/profiles.ts';
import type { NasSettings } from '../config/settings.ts';
import { userKey } from '../slug.ts';
import type { NasState, User } from '../state/nas-state.ts';
import { wordsOf } from '../state/trouble.ts';
import { canTell, isoTime, type JsonObject, metricsToJson, toldOf } from './json.ts';

/** Clients by whose they are. */
export function clientsByUser(rows: readonly ClientRow[]): ReadonlyMap<string, readonly ClientRow[]> {
  const byUser = new Map<string, ClientRow[]>();
  for (const row of rows) {
    if (row.user === undefined) continue;
    const own = byUser.get(userKey(row.user));
    if (own) own.push(row);
    else byUser.set(userKey(row.user), [row]);
  }
  return byUser;
}

/** What to do about a user, undefined when all is well. */
function remedyOf(user: User, percent: unknown, { quota_warning }: NasSettings): string | undefined {
  if (typeof percent === 'number' && percent >= quota_warning)
    return `${percent} % of the quota is used: let ${user.name} make room, or raise the quota on the NAS`;
  return user.unread && `cannot be read: ${wordsOf(user.unread)}`;
}

/** What a dialect can tell of users, found out once for all of them. */
export interface UserMetrics {
  readonly told: typeof profiles.metrics;
  readonly lastSync: boolean;
  readonly lastSeen: boolean;
}

export const userMetrics = ({ dialect }: NasState): UserMetrics => ({
  told: toldOf(profiles.metrics, dialect),
  lastSync: canTell(dialect, 'last_sync'),
  lastSeen: canTell(dialect, 'last_seen'),
});

/** What is only told where it is so: a quota without end, a user who never synced. */
function knownAbsences({ profile }: User, { lastSync }: UserMetrics): JsonObject {
  return {
    ...(profile?.quotaTotal === 0 && { quota_unlimited: true }),
    ...(lastSync && profile?.lastSyncTime === 0 && { never_synced: true }),
  };
}

/** `{"user":…,"quota_used":…,"quota_total":…,"quota_free":…,"quota_percent":…,…,"connections":1,"problem":false}` */
export function userPayload(
  user: User,
  rows: readonly ClientRow[] | undefined,
  known: UserMetrics,
  settings: NasSettings,
  now: number,
): JsonObject {
  const metrics = metricsToJson(known.told, user.profile, now);
  const remedy = remedyOf(user, metrics.quota_percent, settings);
  const seen = rows && isoTime(largest(rows.map(({ lastSeen }) => lastSeen)));
  return {
    user: user.name,
    ...metrics,
    ...knownAbsences(user, known),
    ...(known.lastSeen && { last_seen: seen ?? null }),
    connections: rows ? rows.filter(({ connected }) => connected).length : null,
    problem: remedy !== undefined,
    remedy: remedy ?? null,
  };
}
