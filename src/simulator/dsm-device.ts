import { createHash } from 'node:crypto';
import type { DsmRow } from './dsm-listing.ts';
import type { JsonValue } from './json.ts';
import type { ConnectionRow, SummaryRow } from './rows.ts';

/** The document's words for client types in DSM's; `dscloud` for a phone is a guess. Any other word stays as it is. */
const types: Readonly<Record<string, string>> = { desktop: 'drive', mobile: 'dscloud', web: 'web_portal' };

/** How `summary` counts client types. Browsers, and types nobody knows, are in none of its numbers: a guess, too. */
const kinds = {
  desktop: ['drive', 'drive_backup', 'backup'],
  mobile: ['dscloud'],
  sharesync: ['sharesync', 'serversync'],
} as const;

/**
 * A device as Connection.list tells it: one that is connected (`on_line`, `syncing`) or only linked (`off_line`). The
 * user is `client_name`, the device `client_id`, and of the two times one is a text:
 * `{"client_can_wipe":false,"client_id":"LAPTOP-7.local","client_ip":"192.168.50.232","client_is_relay":false,
 * "client_location":"","client_name":"alice","client_session_id":"b80294a3…","client_status":"on_line",
 * "client_type":"drive_backup","client_version":"3.5.0-16084","device_uuid":"3a6a4c02-…","last_auth_time":1711111111,
 * "login_time":"1711111111"}`.
 */
export function deviceOf(row: ConnectionRow): DsmRow {
  const { user, client_type: type, client_version, ip_address, connected_time: since } = row;
  const mark = createHash('sha256')
    .update(JSON.stringify([user, type, ip_address]))
    .digest('hex');
  return {
    client_can_wipe: false,
    client_id: `${user ?? 'device'}-${mark.slice(0, 4)}.local`,
    client_ip: ip_address,
    client_is_relay: false,
    client_location: '',
    client_name: user,
    client_session_id: mark.slice(0, 32),
    client_status: 'on_line',
    client_type: types[type ?? ''] ?? type,
    client_version,
    device_uuid: mark.slice(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    last_auth_time: since,
    ...(since !== undefined && { login_time: String(since) }),
    ...row.dsm,
  };
}

/** `{"summary":{"desktop":2,"mobile":1,"sharesync":0,"total":3}}`, of what is connected. */
export function deviceSummary(devices: readonly DsmRow[]): JsonValue {
  const connected = devices.filter(
    ({ client_status: status }) => status === 'on_line' || status === 'syncing',
  );
  const count = (kind: readonly string[]) =>
    connected.filter(({ client_type: type }) => kind.some((known) => known === type)).length;
  const [desktop, mobile, sharesync] = [count(kinds.desktop), count(kinds.mobile), count(kinds.sharesync)];
  return { summary: { desktop, mobile, sharesync, total: desktop + mobile + sharesync } };
}

/** The document's summary in DSM's words, where a scenario has one of its own. */
export function givenSummary({ desktop_clients, mobile_clients, total_connections }: SummaryRow): JsonValue {
  return {
    summary: { desktop: desktop_clients, mobile: mobile_clients, sharesync: 0, total: total_connections },
  };
}
