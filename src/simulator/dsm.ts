import { type Api, type ApiTable, type Method, optionalText, requiredText, type Visit } from './api.ts';
import { connOf } from './dsm-conn.ts';
import { deviceOf, deviceSummary, givenSummary } from './dsm-device.ts';
import { type DsmRow, isReadable, page, sorted, wholeNumber, words } from './dsm-listing.ts';
import { quotaOf } from './dsm-quota.ts';
import { accountOf, mayUseDrive, privilegeOf, realmOf } from './dsm-user.ts';
import type { JsonValue } from './json.ts';
import { Refusal } from './refusal.ts';
import type { UserRow } from './rows.ts';
import type { Situation } from './situation.ts';

/** Drive as a real NAS has it. A user who is no administrator is refused by Drive with 402, by DSM's own APIs with 105. */
export function dsmApis(dsmVersion: 6 | 7): ApiTable {
  const announced = { minVersion: 1, maxVersion: 1, path: 'entry.cgi' };
  const api = (adminOnly: 105 | 402, methods: Readonly<Record<string, Method>>): Api => ({
    announced: { ...announced, ...(dsmVersion === 7 && { requestFormat: 'JSON' }) },
    adminOnly,
    methods,
  });
  const connection = api(402, { summary, list: listDevices });
  return {
    'SYNO.Core.Quota': api(105, { get: getQuota }),
    'SYNO.Core.User': api(105, { list: listAccounts }),
    'SYNO.SynologyDrive.Connection': {
      ...connection,
      announced: { ...connection.announced, maxVersion: 2 },
      since: { summary: 2 },
    },
    'SYNO.SynologyDrive.Privilege': api(402, { list: listPrivileges }),
    'SYNO.SynologyDriveShareSync.Connection': api(402, { list: listConns }),
  };
}

function summary({ situation }: Visit): JsonValue {
  return situation.summary ? givenSummary(situation.summary) : deviceSummary(devices(situation));
}

/** `total` counts the devices that are away, too. */
function listDevices(visit: Visit): JsonValue {
  const all = devices(visit.situation);
  return { items: page(visit, sorted(visit, all)), total: all.length };
}

function devices({ connections = [] }: Situation): readonly DsmRow[] {
  return connections.map(deviceOf);
}

/** This NAS as a client of others: `{"conn":[],"is_pause":false,"total":0}`. */
function listConns({ situation: { sharesync, syncs = [] } }: Visit): JsonValue {
  const conn = sharesync?.conn ?? syncs.map(connOf);
  return { conn, is_pause: sharesync?.is_pause ?? false, total: conn.length };
}

/**
 * Who may use Drive; captured from Drive 4.0.3:
 * `{"offset":0,"total":3,"users":[{"enabled":false,"name":"admin","status":"disabled"},…]}`.
 */
function listPrivileges(visit: Visit): JsonValue {
  return listUsers(visit, (users) => {
    const realm = optionalText(visit, 'type') ?? 'local';
    const additional = words(visit, 'additional');
    const known = users.filter((user) => mayUseDrive(user) && realmOf(user) === realm);
    return known.map((user) => privilegeOf(user, additional));
  });
}

/** The local accounts: `{"offset":0,"total":5,"users":[{"expired":"now","name":"admin"},…]}`. */
function listAccounts(visit: Visit): JsonValue {
  return listUsers(visit, (users) => {
    const additional = words(visit, 'additional');
    return users.filter((user) => realmOf(user) === 'local').map((user) => accountOf(user, additional));
  });
}

/** Where a parameter is not JSON although that is announced, these handlers find nobody, and call it a success. */
function listUsers(visit: Visit, find: (users: readonly UserRow[]) => readonly DsmRow[]): JsonValue {
  const users = isReadable(visit, 'type', 'additional') ? find(visit.situation.users ?? []) : [];
  return { offset: wholeNumber(visit, 'offset') ?? 0, total: users.length, users: page(visit, users) };
}

/** Nobody of that name is 3106: so clients know it from SYNO.Core.User; that it is the same here is inferred. */
function getQuota(visit: Visit): JsonValue {
  const name = requiredText(visit, 'name');
  const user = visit.situation.users?.find((row) => row.user === name);
  if (!user) throw new Refusal(3106);
  return quotaOf(user);
}
