import { selects } from '../../src/config/filter.ts';
import { isNoSuchUser } from '../../src/drive/codes.ts';
import type { Client, Listing, Profile, SyncTask } from '../../src/drive/model.ts';
import { mapLimited } from '../../src/drive/pool.ts';
import { ApiError, UnreachableError } from '../../src/dsm/errors.ts';
import { chooseUsers, type UserLists, type UserWish } from '../../src/probes/users.ts';
import { userKey } from '../slug.ts';
import type { NasLink } from './nas-link.ts';
import { type Outcome, outcomeOf, type PolledProfiles } from './polled.ts';

/** What a round of profiles begins with. */
export interface ProfileRequest {
  readonly wish: UserWish;
  readonly concurrency: number;
  /** Everybody who is remembered. */
  readonly remembered: readonly string[];
  /** What the lists of the last poll were, so that they need not be asked for again. */
  readonly clients: Outcome<Listing<Client>>;
  readonly tasks: Outcome<Listing<SyncTask>>;
}

/** After so many users in a row that could not be reached, the NAS has gone, and the others are not tried. */
const GIVE_UP_AFTER = 3;

const isGone = (error: unknown) => error instanceof ApiError && isNoSuchUser(error);

function unwrap<T>(outcome: Outcome<T>): Promise<T> {
  return 'error' in outcome ? Promise.reject(outcome.error) : Promise.resolve(outcome.value);
}

/** Whoever the NAS names now, and why others may be missing. */
async function findUsers(link: NasLink, request: ProfileRequest) {
  const seen: string[] = [];
  const known = { see: (names: readonly string[]) => void seen.push(...names), names: seen };
  return link.ask((drive) => {
    const lists: UserLists = {
      users: () => drive.users(),
      clients: () => unwrap(request.clients),
      syncTasks: () => unwrap(request.tasks),
    };
    return chooseUsers(lists, request.wish, known, request.concurrency);
  });
}

/** One question per user; what became of each, in the order of the names. */
export async function readProfiles(
  link: NasLink,
  names: readonly string[],
  concurrency: number,
): Promise<Outcome<Profile>[]> {
  let unreachable = 0;
  let last: unknown;
  const read = async (user: string): Promise<Outcome<Profile>> => {
    if (unreachable >= GIVE_UP_AFTER) return { error: last };
    const outcome = await outcomeOf(link.ask((drive) => drive.profile(user)));
    const isAway = 'error' in outcome && outcome.error instanceof UnreachableError;
    unreachable = isAway ? unreachable + 1 : 0;
    if (isAway) last = outcome.error;
    return outcome;
  };
  const settled = await mapLimited(names, concurrency, read);
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : { error: one.reason as unknown }));
}

/** Asks for the profile of everybody the NAS names, and of whoever is remembered. Never throws. */
export async function pollProfiles(link: NasLink, request: ProfileRequest): Promise<PolledProfiles> {
  const found = await outcomeOf(findUsers(link, request));
  if ('error' in found) return found;
  const { names: present, problems } = found.value;
  const others = request.remembered.filter((name) => selects(request.wish, name));
  // The NAS's own spelling last, so that it counts.
  const names = [...new Map([...others, ...present].map((name) => [userKey(name), name])).values()];
  const outcomes = await readProfiles(link, names, request.concurrency);
  return {
    names: present,
    ...(problems.length > 0 && { incomplete: problems[0] }),
    ...sortOut(names, outcomes, request.wish),
    packageVersion: await packageVersion(link),
  };
}

/** Profiles by name, and whom the NAS does not know any more; whoever was named exactly stays. */
export function sortOut(names: readonly string[], outcomes: readonly Outcome<Profile>[], wish: UserWish) {
  const isNamed = (name: string) => wish.include.some((matcher) => matcher.exact && matcher.matches(name));
  const pairs = names.map((name, index) => [name, outcomes[index] ?? { error: undefined }] as const);
  const isOver = ([name, outcome]: (typeof pairs)[number]) =>
    'error' in outcome && isGone(outcome.error) && !isNamed(name);
  return {
    profiles: new Map(pairs.filter((pair) => !isOver(pair))),
    gone: pairs.filter(isOver).map(([name]) => name),
  };
}

async function packageVersion(link: NasLink): Promise<string | undefined> {
  const outcome = await outcomeOf(link.ask((drive) => drive.package()));
  return 'value' in outcome ? outcome.value?.version : undefined;
}
