import type { Client } from '../drive/model.ts';
import type { ClientFindings } from './client-rules.ts';
import { count, largest, type Probe } from './probe.ts';

/** A client, and what the site's own rules say of it. */
export type ClientRow = Client & ClientFindings;

/** Stands for a user whom the NAS did not name. */
export const NAMELESS = '(no name)';

/** The devices that are known but not connected now. */
const linked = (rows: readonly ClientRow[]) => rows.filter((row) => !row.connected);

const connected = (rows: readonly ClientRow[]) => rows.filter((row) => row.connected);

/** Connections of each user; user names of DSM do not depend on case. */
export function connectionsByUser(rows: readonly ClientRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, { name: string; count: number }>();
  for (const { user = NAMELESS } of connected(rows)) {
    const entry = counts.get(user.toLowerCase()) ?? { name: user, count: 0 };
    entry.count += 1;
    counts.set(user.toLowerCase(), entry);
  }
  return new Map([...counts.values()].map(({ name, count }) => [name, count]));
}

/** The clients that are connected, one row a connection, and the devices that are linked and away. */
export const clients: Probe<ClientRow> = {
  name: 'clients',
  row: ['client', 'clients'],
  identify: (row) => [row.user, row.clientType, row.ipAddress, row.connectedSince].join(' '),
  metrics: [],
  totals: [
    count('connections', 'connections', (rows) => connected(rows).length, 'connection'),
    count('users', 'users connected', (rows) => connectionsByUser(rows).size, 'user connected'),
    count(
      'outdated',
      'outdated clients',
      (rows) => rows.filter((row) => row.outdated).length,
      'outdated client',
    ),
    count(
      'unexpected',
      'clients from unexpected networks',
      (rows) => rows.filter((row) => row.unexpected).length,
    ),
    {
      ...count(
        'max_per_user',
        'connections',
        (rows) => largest([...connectionsByUser(rows).values()]) ?? 0,
        'connection',
      ),
      parts: connectionsByUser,
    },
    count('linked', 'linked devices that are off-line', (rows) => linked(rows).length),
    count('stale', 'devices off-line for too long', (rows) => linked(rows).filter((row) => row.stale).length),
  ],
};
