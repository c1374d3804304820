import { account } from './account.ts';
import {
  count,
  type Decoded,
  flag,
  json,
  listOf,
  number,
  oneOf,
  orNull,
  recordOf,
  shape,
  text,
  versionOf,
} from './decode.ts';
import { dialects } from './dialect.ts';
import { drivePackage } from './drive-package.ts';
import { fault } from './fault.ts';
import { refusedApis } from './permission.ts';
import { recording } from './recording.ts';
import { connectionRow, datedConnection, datedUser, summaryRow, syncRow, userRow } from './rows.ts';

/** What `SYNO.API.Info` says of one API; a part of it where it overrides. */
export type Announcement = Decoded<typeof announcement>;
const announcement = shape(
  {},
  { minVersion: count, maxVersion: count, path: text, requestFormat: oneOf('JSON') },
);

/** The keys of a situation, each optional. */
export const situationKeys = {
  /** Default `documented`. */
  dialect: oneOf(...dialects),
  /** Default 7. On 6 the log-in is at auth.cgi with version 6 at most, and values are sent bare. */
  dsmVersion: versionOf(6, 7),
  drive: drivePackage,
  accounts: listOf(account),
  /** So many wrong passwords in a row block the address they came from (407). */
  autoBlockAfter: count,
  /** Seconds of idleness after which a session is gone (106). */
  sessionTimeout: number,
  /** Another log-in of the same account under the same session name ends the first session (107). */
  singleSession: flag,
  /** A session is good only from the address that logged in (150). */
  bindAddress: flag,
  /** Overrides what is announced, by API; `null` withholds it, as where the Drive package is not installed. */
  apis: recordOf(orNull(announcement)),
  connections: listOf(connectionRow),
  syncs: listOf(syncRow),
  users: listOf(userRow),
  summary: summaryRow,
  /** Plays back what a NAS answered, instead of all rows; any account with any password may log in. */
  replay: recording,
  /** What the dialect dsm answers about ShareSync: `conn` instead of what `syncs` says, as it stands here. */
  sharesync: shape({}, { conn: listOf(json), is_pause: flag }),
  /** By account. */
  permissions: recordOf(refusedApis),
  /** By `API.method`, `API.*` or `*`. */
  faults: recordOf(fault),
};

/** What the simulated NAS holds and how it behaves at one moment. */
export type Situation = Decoded<typeof situation>;
export const situation = shape({}, situationKeys);

/** A situation with every time in Unix seconds. */
export function datedSituation<T extends Situation>(given: T, now: number): T {
  return {
    ...given,
    ...(given.connections && { connections: given.connections.map((row) => datedConnection(row, now)) }),
    ...(given.users && { users: given.users.map((row) => datedUser(row, now)) }),
  };
}
