import { selects } from '../../config/filter.ts';
import { whole } from '../../drive/decode.ts';
import type { Client, Profile } from '../../drive/model.ts';
import type { DriveServer } from '../../drive/server.ts';
import { ApiError } from '../../dsm/errors.ts';
import { isExact, type UserWish } from '../../probes/users.ts';
import type { CheckContext } from '../check.ts';
import { type ProfilesRead, sayNobody } from './read-profiles.ts';

/** A user by whose devices the last sign of life is told: it stands where a last sync would. */
export interface SeenProfile extends Profile {
  readonly connectedNow?: boolean;
}

const SOURCE = 'the list of devices';

/** The newest moment that devices tell, 0 where there is none of them. */
function newestOf(devices: readonly Client[]): number | undefined {
  if (devices.length === 0) return 0;
  const told = devices.flatMap(({ lastSeen = [] }) => lastSeen);
  return told.length === 0 ? undefined : told.reduce((latest, time) => Math.max(latest, time));
}

/** The newest sign of a user's devices: a connection is one now, however long ago it was made. */
function seenProfile(user: string, devices: readonly Client[], now: number): SeenProfile {
  const connectedNow = devices.some(({ connected }) => connected);
  return { user, lastSyncTime: connectedNow ? now : newestOf(devices), connectedNow, source: SOURCE };
}

/** The NAS's own list; where that is refused, whoever has a device. */
async function listedUsers(
  drive: DriveServer,
  rows: readonly Client[],
  { trace }: CheckContext,
): Promise<readonly string[]> {
  const own = await drive.users().catch((error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    trace(1, `only users with a device are judged: ${error.message}`);
    return undefined;
  });
  return own ?? rows.map(({ user }) => user).filter((user) => user !== undefined);
}

function devicesByUser(rows: readonly Client[]): Map<string, Client[]> {
  const byUser = new Map<string, Client[]>();
  for (const row of rows) {
    const key = row.user?.toLowerCase();
    if (key !== undefined) byUser.set(key, [...(byUser.get(key) ?? []), row]);
  }
  return byUser;
}

/** When each user who was wished for was last seen with a device. */
export async function readSeen(
  context: CheckContext,
  drive: DriveServer,
  wish: UserWish,
): Promise<ProfilesRead> {
  // Of whoever is away by a list with gaps, a device may be connected.
  const { rows } = whole(await drive.clients());
  const exact = wish.include.filter((matcher) => matcher.exact).map(({ text }) => text);
  const others = isExact(wish) ? [] : await listedUsers(drive, rows, context);
  const byName = new Map([...others, ...exact].map((name) => [name.toLowerCase(), name]));
  const names = [...byName.values()].filter((name) => selects(wish, name)).sort();
  const devices = devicesByUser(rows);
  return {
    rows: names.map((name) => seenProfile(name, devices.get(name.toLowerCase()) ?? [], context.now)),
    unread: names.length === 0 ? [sayNobody(wish, context)] : [],
    single: false,
  };
}
