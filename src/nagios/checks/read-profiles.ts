import { parseDuration } from '../../config/duration.ts';
import { isNoSuchUser } from '../../drive/codes.ts';
import { KnownUsers } from '../../drive/known-users.ts';
import type { Profile } from '../../drive/model.ts';
import { mapLimited } from '../../drive/pool.ts';
import type { DriveServer } from '../../drive/server.ts';
import { ApiError } from '../../dsm/errors.ts';
import { chooseUsers, isExact, spellings, type UserWish } from '../../probes/users.ts';
import type { CheckContext } from '../check.ts';
import { filterFrom, saySought, USER_FILTERS } from '../filter-options.ts';
import type { Finding } from '../finding.ts';
import { endsTheRun, isLate, judgeError } from '../judge-error.ts';
import type { OptionSpec } from '../option.ts';

/** Options of every check that asks for one profile a user. */
export const PROFILE_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'perfdata-per-user',
    kind: 'flag',
    help: 'perfdata of each user as well, as far as there is room',
    group: 'Output:',
  },
  {
    name: 'forget-after',
    kind: 'value',
    metavar: 'DURATION',
    help: 'users who were not seen for so long are not asked for any more',
    fallback: '30d',
    example: '90d',
    group: 'Selection:',
  },
  ...USER_FILTERS,
];

const MONTH = 30 * 24 * 60 * 60;

export interface ProfilesRead {
  readonly rows: readonly Profile[];
  /** What is to be said of users whose profile was not read. */
  readonly unread: readonly Finding[];
  /** Exactly one user was asked for by name. */
  readonly single: boolean;
}

interface Failure {
  readonly user: string;
  readonly error: unknown;
}

const isGone = (error: unknown) => error instanceof ApiError && isNoSuchUser(error);

/** One finding for everybody who was not reached in time, one for each who could not be read. */
function sayUnread(
  failures: readonly Failure[],
  all: number,
  { args, timeoutState }: CheckContext,
): Finding[] {
  const late = failures.filter(({ error }) => isLate(error));
  const others = failures.filter(({ error }) => !isLate(error));
  return [
    ...(late.length === 0
      ? []
      : [
          {
            state: timeoutState,
            text: `${late.length} of ${all} users were not read in time: a longer --timeout may do`,
          },
        ]),
    ...others.map(({ user, error }) => ({
      state: 'UNKNOWN' as const,
      text: isGone(error)
        ? `${user}: the NAS knows no such user, check ${args.typed('include-user')}`
        : `${user}: cannot be read: ${judgeError(error).text}`,
    })),
  ];
}

/** Whose profiles are asked for, and until when somebody who has gone is. */
export interface ProfileWish extends UserWish {
  readonly forgetAfter: number;
}

export function wishOf({ args }: CheckContext): ProfileWish {
  const forgetAfter = args.parsed('forget-after', parseDuration, 'a duration such as 30d') ?? MONTH;
  return { ...filterFrom(args, 'user'), forgetAfter };
}

export function sayNobody(wish: UserWish, { args }: CheckContext): Finding {
  const sought = saySought({ user: wish.include });
  const text =
    sought === ''
      ? `nobody to judge: Drive names no user, and nobody was seen there before. Name users by ${args.typed('include-user')}`
      : `nobody to judge: no ${sought} is known`;
  return { state: 'UNKNOWN', text };
}

/** Forgets whom the NAS does not know any more, unless they were asked for by name. */
function dropGone(
  failures: readonly Failure[],
  wish: UserWish,
  known: KnownUsers,
  context: CheckContext,
): Failure[] {
  const named = (user: string) => wish.include.some((matcher) => matcher.exact && matcher.matches(user));
  return failures.filter(({ user, error }) => {
    if (!isGone(error)) return true;
    known.forget(user);
    if (!named(user)) context.trace(1, `${user} is forgotten: the NAS knows no such user`);
    return named(user);
  });
}

/** Asks for one profile; where the NAS knows nobody of this spelling, by its own. */
async function readProfile(
  drive: DriveServer,
  user: string,
  spell: ReturnType<typeof spellings>,
): Promise<Profile> {
  try {
    return await drive.profile(user);
  } catch (error) {
    if (!isGone(error)) throw error;
    const spelt = await spell(user).catch(() => undefined);
    if (spelt === undefined || spelt === user) throw error;
    return drive.profile(spelt);
  }
}

/**
 * Asks for the profile of every user who was wished for. A user who cannot be read is a finding, the rest is judged;
 * when nobody could be read, the first error stands for all and is thrown.
 */
export async function readProfiles(
  context: CheckContext,
  drive: DriveServer,
  { forgetAfter, ...wish }: ProfileWish,
): Promise<ProfilesRead> {
  const { folder, identity, now, trace, concurrency } = context;
  const known = new KnownUsers({ folder, identity, forgetAfter, now, trace });
  const { names, problems } = await chooseUsers(drive, wish, known, concurrency);
  const spell = spellings(drive, known, concurrency);
  const outcomes = await mapLimited(names, concurrency, (user) => readProfile(drive, user, spell));
  const rows = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failures = outcomes.flatMap((outcome, index) =>
    outcome.status === 'rejected' ? [{ user: names[index] ?? '', error: outcome.reason as unknown }] : [],
  );
  const fatal =
    failures.find(({ error }) => endsTheRun(error)) ??
    (rows.length === 0 && failures.find(({ error }) => !isGone(error)));
  if (fatal) throw fatal.error;
  const unread = dropGone(failures, wish, known, context);
  if (!isExact(wish) && drive.dialect === 'documented') known.save();
  const lists = problems.map(
    (error): Finding => ({ state: 'UNKNOWN', text: `users may be missing: ${judgeError(error).text}` }),
  );
  const nobody = rows.length + unread.length + lists.length === 0 ? [sayNobody(wish, context)] : [];
  return {
    rows,
    unread: [...nobody, ...lists, ...sayUnread(unread, names.length, context)],
    single: isExact(wish) && new Set(wish.include.map(({ text }) => text.toLowerCase())).size === 1,
  };
}
