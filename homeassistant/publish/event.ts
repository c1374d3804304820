import type { ClientRow } from '../../src/probes/clients.ts';
import { clientPayload } from './connections.ts';
import type { JsonObject } from './json.ts';

export const EVENT_TYPES = ['connected', 'disconnected', 'summary'] as const;

/** More than so many in one poll are told by their numbers only. */
const MOST_EVENTS = 50;

/** The connected clients, by what tells one connection from another; of twins the number counts. */
export function connectionsOf(rows: readonly ClientRow[]): ReadonlyMap<string, readonly ClientRow[]> {
  const connections = new Map<string, ClientRow[]>();
  for (const row of rows) {
    if (!row.connected) continue;
    const { user, clientType, device, ipAddress, connectedSince } = row;
    const key = [user, clientType, device, ipAddress, connectedSince].join('\0');
    const twins = connections.get(key);
    if (twins) twins.push(row);
    else connections.set(key, [row]);
  }
  return connections;
}

type Connections = ReturnType<typeof connectionsOf>;

/** What is in one and not in the other. */
const beyond = (these: Connections, others: Connections): ClientRow[] =>
  [...these].flatMap(([key, rows]) => rows.slice(others.get(key)?.length ?? 0));

const isUnexpected = (row: ClientRow): boolean => row.unexpected === true;

const eventOf = (type: 'connected' | 'disconnected', row: ClientRow): JsonObject => ({
  event_type: type,
  ...clientPayload(row),
  unexpected: isUnexpected(row),
  ...(row.outdated !== undefined && { outdated: row.outdated }),
});

/** `unexpected` is here how many of those who came are. */
const summaryOf = (come: readonly ClientRow[], gone: readonly ClientRow[]): JsonObject => ({
  event_type: 'summary',
  connected: come.length,
  disconnected: gone.length,
  unexpected: come.filter(isUnexpected).length,
});

/** Who came and who went between two polls. */
export function eventsBetween(before: Connections, now: Connections): readonly JsonObject[] {
  const come = beyond(now, before);
  const gone = beyond(before, now);
  if (come.length + gone.length > MOST_EVENTS) return [summaryOf(come, gone)];
  return [
    ...gone.map((row) => eventOf('disconnected', row)),
    ...come.map((row) => eventOf('connected', row)),
  ];
}
