import { formatDuration } from '../../config/duration.ts';
import type { Client } from '../../drive/model.ts';
import { minVersionOf } from '../../probes/client-rules.ts';
import { type ClientRow, NAMELESS } from '../../probes/clients.ts';
import type { Finding } from '../finding.ts';
import { known } from '../judge.ts';
import type { ClientWishes, Requirement } from './client-options.ts';

/** Names and types of DSM do not depend on case. */
export const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** A type may be given in the NAS's own word or as the kind that it is. */
export const isOfType = ({ clientType, kind }: Client, type: string): boolean =>
  same(clientType, type) || same(kind, type);

function sayClient({ user, clientType, device }: Client): string {
  return `${user ?? NAMELESS}: ${clientType ?? 'unknown'} client${device === undefined ? '' : ` ${device}`}`;
}

/** ` (192.168.1.5)`, ` (192.168.1.5, by QuickConnect)`, or nothing. */
function sayOrigin({ ipAddress, relayed }: Client): string {
  const parts = known([ipAddress, relayed ? 'by QuickConnect' : undefined]);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

function sayAway({ lastSeen }: Client, now: number): string {
  return lastSeen === undefined ? 'off-line' : `off-line for ${formatDuration(Math.max(0, now - lastSeen))}`;
}

/** What the site's rules say of one client. */
export function judgeClient(row: ClientRow, wishes: ClientWishes, now: number): Finding[] {
  const [who, from] = [sayClient(row), sayOrigin(row)];
  const wanted = minVersionOf(row, wishes.rules);
  const said: (Finding | undefined)[] = [
    row.outdated
      ? { state: wishes.outdatedState, text: `${who} ${row.clientVersion} is older than ${wanted}${from}` }
      : undefined,
    row.unexpected
      ? { state: wishes.unexpectedState, text: `${who}${from} is outside the allowed networks` }
      : undefined,
    row.stale ? { state: wishes.offlineState, text: `${who} ${sayAway(row, now)}` } : undefined,
    row.unclear === undefined
      ? undefined
      : { state: 'UNKNOWN', text: `${who}${from} cannot be judged: ${row.unclear}` },
  ];
  const found = known(said);
  if (found.length > 0) return found;
  const normal = row.connected ? `${row.clientVersion ?? ''}${from}` : sayAway(row, now);
  return [{ state: 'OK', text: `${who} ${normal}` }];
}

/** Somebody who has to be connected. */
export function judgeRequirement({ user, type }: Requirement, rows: readonly Client[]): Finding {
  const there = rows.some(
    (row) => row.connected && same(row.user, user) && (type === undefined || isOfType(row, type)),
  );
  const what = type === undefined ? '' : ` by a ${type} client`;
  return there
    ? { state: 'OK', text: `${user}: connected${what}` }
    : { state: 'CRITICAL', text: `${user}: not connected${what}` };
}

/** A device that has to be connected. */
export function judgeDevice(name: string, rows: readonly Client[], now: number): Finding {
  const devices = rows.filter((row) => same(row.device, name));
  if (devices.some(({ connected }) => connected)) return { state: 'OK', text: `${name}: connected` };
  const [away] = devices;
  return { state: 'CRITICAL', text: away ? `${name}: ${sayAway(away, now)}` : `${name}: not linked` };
}
