import { count, type Decoded, json, number, recordOf, shape, text } from './decode.ts';
import { dsmDevice, dsmUser } from './dsm-rows.ts';
import { fixed, fixedWhereMoment, moment } from './moment.ts';

/**
 * A client connection: `{user: john.doe, client_type: desktop, client_version: 3.4.0, ip_address: …, connected_time: …}`.
 * In each kind of row `dsm` is what only the dialect dsm tells.
 */
export type ConnectionRow = Decoded<typeof connectionRow>;
export const connectionRow = shape(
  {},
  {
    user: text,
    client_type: text,
    client_version: text,
    ip_address: text,
    connected_time: moment,
    dsm: dsmDevice,
  },
);

/** A ShareSync task; `sync_status` is any word, so that unknown ones can be played. */
export type SyncRow = Decoded<typeof syncRow>;
export const syncRow = shape(
  {},
  {
    user: text,
    share_name: text,
    sync_status: text,
    files_synced: number,
    bytes_synced: number,
    dsm: recordOf(json),
  },
);

/** A user's profile; `quota_total` 0 is unlimited, `last_sync_time` 0 is never. */
export type UserRow = Decoded<typeof userRow>;
export const userRow = shape(
  { user: text },
  {
    quota_used: number,
    quota_total: number,
    file_count: number,
    folder_count: number,
    last_sync_time: moment,
    dsm: dsmUser,
  },
);

/** The answer of GetSummary where it is to differ from what the rows say. */
export type SummaryRow = Decoded<typeof summaryRow>;
export const summaryRow = shape(
  {},
  { total_connections: count, desktop_clients: count, mobile_clients: count, web_clients: count },
);

/** A connection with its times in Unix seconds. */
export function datedConnection<T extends ConnectionRow>(row: T, now: number): T {
  const authenticated = row.dsm?.last_auth_time;
  return {
    ...row,
    ...(row.connected_time !== undefined && { connected_time: fixed(row.connected_time, now) }),
    ...(authenticated !== undefined && {
      dsm: { ...row.dsm, last_auth_time: fixedWhereMoment(authenticated, now) },
    }),
  };
}

/** A user with its time in Unix seconds. */
export function datedUser<T extends UserRow>(row: T, now: number): T {
  return {
    ...row,
    ...(row.last_sync_time !== undefined && { last_sync_time: fixed(row.last_sync_time, now) }),
  };
}
