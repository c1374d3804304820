import type { ClientRow } from '../../src/probes/clients.ts';
import { clients } from '../../src/probes/clients.ts';
import { connections } from '../../src/probes/connections.ts';
import type { NasState } from '../state/nas-state.ts';
import { canTell, isoTime, type Json, type JsonObject, metricsToJson, toldOf } from './json.ts';

/** At most so many names stand in attributes: Home Assistant does not keep larger ones. */
const MOST_NAMES = 50;
/** At most so many rows stand in the list of clients. */
const MOST_CLIENTS = 200;

/** Totals of the clients that stand beside the summary: the devices that are linked and away. */
export const DEVICE_TOTALS = clients.totals.filter(({ name }) => ['linked', 'stale'].includes(name));

/** `LAPTOP (john.doe)`, as far as the NAS tells. */
function nameOf({ device, user }: ClientRow): string {
  if (device === undefined) return user ?? 'unnamed device';
  return user === undefined ? device : `${device} (${user})`;
}

const away = (rows: readonly ClientRow[]) => rows.filter(({ connected }) => !connected);

const namesOf = (rows: readonly ClientRow[]): Json => rows.map(nameOf).sort().slice(0, MOST_NAMES);

/** `{"total":25,"desktop":15,"mobile":8,"web":2}`, and where devices are known how many are away, and which. */
export function connectionsPayload({ summary, clients: rows, dialect }: NasState, now: number): JsonObject {
  const payload = {
    ...metricsToJson(toldOf(connections.metrics, dialect), summary, now),
    ...metricsToJson(toldOf(DEVICE_TOTALS, dialect), rows, now),
  };
  if (!canTell(dialect, 'linked')) return payload;
  const linked = rows && away(rows);
  return {
    ...payload,
    linked_devices: linked ? namesOf(linked) : null,
    stale_devices: linked ? namesOf(linked.filter(({ stale }) => stale)) : null,
  };
}

/** What is told of one client. */
export function clientPayload(row: ClientRow): JsonObject {
  return {
    user: row.user ?? null,
    client_type: row.clientType ?? null,
    client_version: row.clientVersion ?? null,
    ip_address: row.ipAddress ?? null,
    connected_since: isoTime(row.connectedSince),
  };
}

/** By who and what they are, so that the same clients in another order are no news. */
function inOrder(rows: readonly ClientRow[]): ClientRow[] {
  const keyed = rows.map((row) => [JSON.stringify(Object.values(clientPayload(row))), row] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row);
}

/** Each connection with its name and address, for whoever asked for that. */
export function clientsPayload(rows: readonly ClientRow[]): JsonObject {
  const connected = inOrder(rows.filter((row) => row.connected));
  return {
    total: connected.length,
    truncated: connected.length > MOST_CLIENTS,
    clients: connected.slice(0, MOST_CLIENTS).map(clientPayload),
  };
}
