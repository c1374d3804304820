import { type Filter, selects } from '../../src/config/filter.ts';
import type { Profile } from '../../src/drive/model.ts';
import type { NasSettings } from '../config/settings.ts';
import type { Outcome, PolledProfiles } from '../poll/polled.ts';
import { inSlices } from '../slices.ts';
import { userKey } from '../slug.ts';
import { probeFailed, succeeded } from './health.ts';
import type { Moment } from './moment.ts';
import { type NasState, NEW_USER, type User } from './nas-state.ts';
import { takenSlugs, userSubject } from './subject.ts';
import { troubleOf } from './trouble.ts';

/** So many users are looked at before others get their turn. */
const AT_A_TIME = 1000;

/** Adds whoever is named and not known yet. */
async function withUsers(before: NasState['users'], names: readonly string[]): Promise<Map<string, User>> {
  const users = new Map(before);
  const taken = takenSlugs(before.values());
  await inSlices(names, AT_A_TIME, (name) => {
    const key = userKey(name);
    if (users.has(key)) return;
    const subject = userSubject(name, taken);
    taken.add(subject.entitySlug);
    users.set(key, { ...NEW_USER, name, ...subject });
  });
  return users;
}

type Named = { readonly user?: string | undefined };

/** Everybody who is named, each once. */
function namesIn(...lists: readonly (readonly Named[])[]): string[] {
  const names = new Set<string>();
  for (const rows of lists) for (const { user } of rows) if (user !== undefined) names.add(user);
  return [...names];
}

/**
 * Where the NAS has no list of its own, whoever has a client or a task is a user, even before a profile was read. A real
 * DSM has one, which leaves out the disabled and the accounts of other NASes.
 */
export async function withSeenUsers(state: NasState, filter: Filter): Promise<NasState> {
  if (state.dialect === 'dsm') return state;
  const tasks = [...state.tasks.values()].filter((task) => task.now);
  const fresh = namesIn(state.clients ?? [], tasks).filter((name) => {
    const key = userKey(name);
    return !state.users.has(key) && !state.strangers.has(key) && selects(filter, name);
  });
  return fresh.length === 0 ? state : { ...state, users: await withUsers(state.users, fresh) };
}

type Patience = Pick<NasSettings, 'offline_after'>;

/** The probe is on-line as long as anybody can be read: a profile that cannot be read for long has to go by itself. */
function withProfile(user: User, outcome: Outcome<Profile> | undefined, { offline_after }: Patience): User {
  if (outcome === undefined) return user;
  if ('value' in outcome)
    return { ...user, profile: outcome.value, unread: undefined, misses: 0, isConfirmed: true };
  const misses = user.misses + 1;
  const profile = misses < offline_after ? user.profile : undefined;
  return { ...user, profile, unread: troubleOf(outcome.error), misses };
}

/** Lays profiles over the users they belong to. */
export function withProfiles(
  state: NasState,
  profiles: ReadonlyMap<string, Outcome<Profile>>,
  patience: Patience,
): NasState {
  const byKey = new Map([...profiles].map(([name, outcome]) => [userKey(name), outcome]));
  const users = new Map(
    [...state.users].map(([key, user]) => [key, withProfile(user, byKey.get(key), patience)]),
  );
  return { ...state, users };
}

/** Without those whom the NAS does not know any more. */
export function withoutUsers(state: NasState, gone: readonly string[]): NasState {
  if (gone.length === 0) return state;
  const keys = new Set(gone.map(userKey));
  const users = new Map([...state.users].filter(([key]) => !keys.has(key)));
  return { ...state, users, strangers: new Set([...state.strangers, ...keys]) };
}

/** The probe is well when anybody could be read, or when there is nobody. */
function profilesHealth(before: NasState, outcomes: readonly Outcome<Profile>[], offlineAfter: number) {
  const first = outcomes.find((outcome) => 'error' in outcome);
  if (!first || !('error' in first) || outcomes.some((outcome) => 'value' in outcome)) return succeeded();
  return probeFailed(before.probes.profiles, first.error, offlineAfter);
}

function afterFailure(before: NasState, error: unknown, { offline_after }: NasSettings): NasState {
  const profiles = probeFailed(before.probes.profiles, error, offline_after);
  return { ...before, probes: { ...before.probes, profiles } };
}

/** Whose absence was long enough, or whom the NAS does not know any more, is dropped; all others age. */
function aged(
  users: ReadonlyMap<string, User>,
  present: ReadonlySet<string>,
  gone: ReadonlySet<string>,
  { forget_after }: NasSettings,
  elapsed: number,
): Map<string, User> {
  const kept = new Map<string, User>();
  for (const [key, user] of users) {
    if (gone.has(key)) continue;
    const absent = present.has(key) ? 0 : user.absent + elapsed;
    if (absent < forget_after) kept.set(key, absent === user.absent ? user : { ...user, absent });
  }
  return kept;
}

/** What is known after a round of profiles; `elapsed` is since the round before. */
export async function afterProfiles(
  before: NasState,
  polled: PolledProfiles,
  settings: NasSettings,
  { elapsed }: Pick<Moment, 'elapsed'>,
): Promise<NasState> {
  if ('error' in polled) return afterFailure(before, polled.error, settings);
  const { names, profiles, gone, incomplete, packageVersion } = polled;
  const keys = (list: readonly string[]) => new Set(list.map(userKey));
  // Where a list is missing, nobody's absence is known.
  const users = aged(
    await withUsers(before.users, names),
    keys(names),
    keys(gone),
    settings,
    incomplete === undefined ? elapsed : 0,
  );
  const health = profilesHealth(before, [...profiles.values()], settings.offline_after);
  const next: NasState = {
    ...before,
    users,
    strangers: new Set([...before.strangers, ...keys(gone)].filter((key) => !users.has(key))),
    probes: { ...before.probes, profiles: health },
    usersRead: before.usersRead || incomplete === undefined,
    packageVersion: packageVersion ?? before.packageVersion,
  };
  return withProfiles(next, profiles, settings);
}

/** Everybody who is remembered, who of them has no profile yet, and whether all profiles count for nothing now. */
export function usersToAsk({ users, probes }: NasState) {
  const all = [...users.values()];
  const fresh = all.filter(({ profile, unread }) => profile === undefined && unread === undefined);
  const { up, error } = probes.profiles;
  const namesOf = (list: readonly User[]) => list.map(({ name }) => name);
  return { all: namesOf(all), fresh: namesOf(fresh), areOutdated: !up && error === undefined };
}
