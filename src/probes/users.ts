import type { Matcher } from '../config/filter.ts';
import { selects } from '../config/filter.ts';
import type { KnownUsers } from '../drive/known-users.ts';
import { mapLimited } from '../drive/pool.ts';
import type { DriveServer } from '../drive/server.ts';

export interface UserWish {
  readonly include: readonly Matcher[];
  readonly exclude: readonly Matcher[];
}

/** Whether only users were asked for by their exact names, so that nobody needs to be looked for. */
export const isExact = ({ include }: UserWish): boolean =>
  include.length > 0 && include.every(({ exact }) => exact);

/** The answers in which users are named. */
export type UserLists = Pick<DriveServer, 'users' | 'clients' | 'syncTasks'>;

/** Takes whoever is seen, and names everybody who was ever. */
export type SeenUsers = Pick<KnownUsers, 'see' | 'names'>;

export interface ChosenUsers {
  readonly names: readonly string[];
  /** Why a list could not be read, or not whole: others may be missing. */
  readonly problems: readonly unknown[];
}

/** Everybody in the lists of clients and of tasks. Throws when neither can be read. */
async function look(
  drive: UserLists,
  concurrency: number,
): Promise<{ names: string[]; problems: unknown[] }> {
  const lists = [() => drive.clients(), () => drive.syncTasks()];
  const outcomes = await mapLimited(lists, concurrency, async (list) => list());
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason);
  if (refused.length === lists.length) throw refused[0];
  const listings = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const names = listings.flatMap(({ rows }) => rows.map(({ user }) => user));
  return {
    names: names.filter((name) => name !== undefined),
    problems: [...refused, ...listings.flatMap(({ problem = [] }) => problem)],
  };
}

/** The NAS's own list; where it has none, everybody in the other lists now or before. */
async function candidatesOf(drive: UserLists, known: SeenUsers, concurrency: number): Promise<ChosenUsers> {
  const own = await drive.users();
  if (own !== undefined) return { names: own, problems: [] };
  const { names, problems } = await look(drive, concurrency);
  known.see(names);
  return { names: known.names, problems };
}

/** The NAS's own spelling of names, by the name in small letters; looked up once, when it is first needed. */
export function spellings(
  drive: UserLists,
  known: SeenUsers,
  concurrency: number,
): (name: string) => Promise<string | undefined> {
  let looked: Promise<ReadonlyMap<string, string>> | undefined;
  const look = async () => {
    const { names } = await candidatesOf(drive, known, concurrency);
    return new Map(names.map((name) => [name.toLowerCase(), name]));
  };
  return async (name) => {
    looked ??= look();
    return (await looked).get(name.toLowerCase());
  };
}

/**
 * Whose profiles to ask for: those named exactly; otherwise the NAS's own list, or everybody who is in one of Drive's
 * lists now or was there before, as far as the filters leave them, and those named exactly beside a regular expression.
 */
export async function chooseUsers(
  drive: UserLists,
  wish: UserWish,
  known: SeenUsers,
  concurrency: number,
): Promise<ChosenUsers> {
  const exact = wish.include.filter((matcher) => matcher.exact).map(({ text }) => text);
  const found = isExact(wish) ? { names: [], problems: [] } : await candidatesOf(drive, known, concurrency);
  const byName = new Map([...exact, ...found.names].map((name) => [name.toLowerCase(), name]));
  const names = [...byName.values()].filter((name) => selects(wish, name)).sort();
  return { names, problems: found.problems };
}
