import type { Asker, Question } from '../dsm/client.ts';
import { ApiError } from '../dsm/errors.ts';
import { countOf, listAt, objectAt, type Place, textOf } from './decode.ts';
import { CONNECTION, CORE_USER, PRIVILEGE } from './dsm-apis.ts';

/** Where DSM keeps its users. */
const DIRECTORIES = ['local', 'domain', 'ldap'] as const;
/** Of SYNO.Core.User so many at once. */
const PAGE = 1000;

/** `{"name":"alice","enabled":true,"status":"normal"}`; enabled is who has ever logged in and may use Drive. */
function isEnabled({ fields }: Place): boolean {
  if (fields.enabled === false) return false;
  // SYNO.Core.User says `expired: "now"` of a disabled account, Privilege `status: "disabled"`.
  return fields.expired !== 'now' && fields.status !== 'disabled';
}

function namesIn(place: Place): string[] {
  const key = Array.isArray(place.fields.items) ? 'items' : 'users';
  const names = listAt(place, key)
    .filter(isEnabled)
    .map(({ fields }) => textOf(fields.name));
  return names.filter((name) => name !== undefined);
}

async function ask(client: Asker, question: Question): Promise<Place> {
  return objectAt(question, await client.ask(question));
}

/** A directory that this NAS is not joined to has nobody in it. */
async function namesOf(client: Asker, type: (typeof DIRECTORIES)[number]): Promise<string[]> {
  const parameters = { type, offset: 0, limit: -1, additional: ['enabled', 'status'] };
  try {
    return namesIn(await ask(client, { api: PRIVILEGE, versions: [1], method: 'list', parameters }));
  } catch (error) {
    if (type === 'local' || !(error instanceof ApiError)) throw error;
    return [];
  }
}

async function privileged(client: Asker): Promise<string[]> {
  const lists: string[] = [];
  // One after the other: the first may be refused, and then the others need not be asked.
  for (const type of DIRECTORIES) lists.push(...(await namesOf(client, type)));
  return lists;
}

async function coreUsers(client: Asker): Promise<string[]> {
  const names: string[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const parameters = { offset, limit: PAGE, additional: ['expired'] };
    const place = await ask(client, { api: CORE_USER, versions: [1], method: 'list', parameters });
    names.push(...namesIn(place));
    if (offset + PAGE >= (countOf(place.fields.total) ?? 0)) return names;
  }
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
