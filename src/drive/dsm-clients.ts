import { countOf, type Place, textOf } from './decode.ts';
import type { Client, ClientKind } from './model.ts';

/** DSM's words for what a client is; an open list, so any other word stands for itself. */
const KINDS: Readonly<Record<string, ClientKind>> = {
  drive: 'desktop',
  drive_backup: 'desktop',
  backup: 'desktop',
  dscloud: 'mobile',
  web_portal: 'web',
  sharesync: 'sharesync',
  serversync: 'sharesync',
};

/** A text, without DSM's sign for "does not apply". */
const applies = (value: unknown) => {
  const text = textOf(value);
  return text === '-' ? undefined : text;
};

/** `off_line` is a device that is linked and away; `on_line` and `syncing` are connected, as is a state nobody knows. */
const isConnected = (status: unknown) => status !== 'off_line';

/**
 * One item of Connection.list; `client_name` is the user, `client_id` the device:
 * `{"client_can_wipe":false,"client_id":"LAPTOP-7.local","client_ip":"192.168.50.232","client_is_relay":false,
 * "client_location":"","client_name":"alice","client_session_id":"b80294a3…","client_status":"on_line",
 * "client_type":"drive_backup","client_version":"3.5.0-16084","device_uuid":"3a6a4c02-…","last_auth_time":1711111111,
 * "login_time":"1711111111"}`.
 */
export function decodeDevice({ fields }: Place): Client {
  const clientType = applies(fields.client_type);
  return {
    user: textOf(fields.client_name),
    clientType,
    kind: Object.hasOwn(KINDS, clientType ?? '') ? KINDS[clientType ?? ''] : undefined,
    clientVersion: applies(fields.client_version),
    ipAddress: applies(fields.client_ip),
    connectedSince: countOf(fields.login_time),
    connected: isConnected(fields.client_status),
    device: applies(fields.client_id),
    lastSeen: countOf(fields.last_auth_time),
    relayed: typeof fields.client_is_relay === 'boolean' ? fields.client_is_relay : undefined,
  };
}
