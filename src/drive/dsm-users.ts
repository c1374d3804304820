import type { Asker, Question } from '../dsm/client.ts';
import { AnswerError, ApiError } from '../dsm/errors.ts';
import { listAt, objectAt, type Place, textOf } from './decode.ts';
import { CONNECTION, CORE_USER, PRIVILEGE } from './dsm-apis.ts';
import { readPages } from './pages.ts';

/** Where DSM keeps its users. */
const DIRECTORIES = ['local', 'domain', 'ldap'] as const;

interface ListedUser {
  readonly name: string | undefined;
  readonly enabled: boolean;
}

/** `normal`, `now` of a disabled account, or the day on which it expires, `2026/11/30`. */
function isExpired(value: unknown): boolean {
  const [, day] = /^(\d{4}\/\d{1,2}\/\d{1,2})$/.exec(String(value)) ?? [];
  return value === 'now' || (day !== undefined && new Date(day).getTime() < Date.now());
}

/** `{"name":"alice","enabled":true,"status":"normal"}`; enabled is who has ever logged in and may use Drive. */
function decodeUser({ fields }: Place): ListedUser {
  // SYNO.Core.User says `expired: "now"` of a disabled account, Privilege `status: "disabled"`.
  const enabled = fields.enabled !== false && !isExpired(fields.expired) && fields.status !== 'disabled';
  return { name: textOf(fields.name), enabled };
}

/** `users` was seen live; `items` is what DSM's other lists of Drive are called. */
const usersIn = (place: Place): ListedUser[] =>
  listAt(place, Object.hasOwn(place.fields, 'items') ? 'items' : 'users').map(decodeUser);

const namesOfEnabled = (users: readonly ListedUser[]): string[] =>
  users.flatMap(({ name, enabled }) => (enabled && name !== undefined ? [name] : []));

async function ask(client: Asker, question: Question): Promise<Place> {
  return objectAt(question, await client.ask(question));
}

/** A directory that this NAS is not joined to has nobody in it. */
async function namesOf(client: Asker, type: (typeof DIRECTORIES)[number]): Promise<string[]> {
  const parameters = { type, offset: 0, limit: -1, additional: ['enabled', 'status'] };
  try {
    return namesOfEnabled(
      usersIn(await ask(client, { api: PRIVILEGE, versions: [1], method: 'list', parameters })),
    );
  } catch (error) {
    const toldNothing = error instanceof ApiError || error instanceof AnswerError;
    if (type === 'local' || !toldNothing) throw error;
    return [];
  }
}

async function privileged(client: Asker): Promise<string[]> {
  const lists: string[][] = [];
  // One after the other: the first may be refused, and then the others need not be asked.
  for (const type of DIRECTORIES) lists.push(await namesOf(client, type));
  return lists.flat();
}

async function coreUsers(client: Asker): Promise<readonly string[]> {
  const { rows } = await readPages({
    ask: (offset, limit) => {
      const parameters = { offset, limit, additional: ['expired'] };
      return ask(client, { api: CORE_USER, versions: [1], method: 'list', parameters });
    },
    rowsOf: usersIn,
  });
  return namesOfEnabled(rows);
}

/** One row a name: DSM's names do not depend on case. */
const unique = (names: readonly string[]) => [
  ...new Map(names.map((name) => [name.toLowerCase(), name])).values(),
];

/**
 * Everybody who may use Drive, by Drive's own list; where that is not announced or refused, the enabled users of DSM.
 * Throws the first refusal when neither list can be had.
 */
export async function listUsers(client: Asker): Promise<readonly string[]> {
  const info = await client.infoWithAnyOf([CONNECTION]);
  if (!info[PRIVILEGE]) return unique(await coreUsers(client));
  try {
    return unique(await privileged(client));
  } catch (error) {
    if (!(error instanceof ApiError && info[CORE_USER])) throw error;
    return coreUsers(client).then(unique, () => Promise.reject(error));
  }
}
