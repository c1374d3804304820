import { countOf, type Place, textOf } from './decode.ts';
import type { SyncTask } from './model.ts';

/**
 * Names under which a field of a ShareSync task is recognised. A filled `conn` list was never seen in public; these are
 * the API document's names and those of its predecessor, SYNO.CloudStation.ShareSync.Connection.
 */
const NAMES = {
  user: ['user', 'user_name', 'username', 'client_name'],
  shareName: ['share_name', 'share', 'local_share', 'server_name'],
  status: ['sync_status', 'status', 'conn_status'],
  filesSynced: ['files_synced'],
  bytesSynced: ['bytes_synced'],
} as const;

const RECOGNISED: ReadonlySet<string> = new Set(['is_pause', ...Object.values(NAMES).flat()]);

/** Words for a task that has nothing to do. */
const IDLE: readonly string[] = ['uptodate', 'up_to_date'];

/** The first of some names under which something readable stands. */
function first<T>(
  { fields }: Place,
  names: readonly string[],
  read: (value: unknown) => T | undefined,
): T | undefined {
  for (const name of names) {
    const value = read(fields[name]);
    if (value !== undefined) return value;
  }
  return undefined;
}

function statusOf(place: Place, allPaused: boolean): string | undefined {
  if (allPaused || place.fields.is_pause === true) return 'paused';
  const word = first(place, NAMES.status, textOf);
  return word !== undefined && IDLE.includes(word) ? 'idle' : word;
}

function showValue(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '(too deep to show)';
  }
}

function othersOf({ fields }: Place): string | undefined {
  const others = Object.keys(fields).filter((name) => !RECOGNISED.has(name));
  // By its descriptor, not by reading it: whoever watches what is read is to find that this was not.
  const fieldOf = (name: string) => Object.getOwnPropertyDescriptor(fields, name)?.value as unknown;
  const shown = others.map((name) => `${name}=${showValue(fieldOf(name))}`);
  return shown.length === 0 ? undefined : shown.join(' ');
}

/** One row of `conn`, as far as it is recognised; the rest is kept to be shown. */
export function decodeTask(place: Place, allPaused: boolean): SyncTask {
  return {
    user: first(place, NAMES.user, textOf),
    shareName: first(place, NAMES.shareName, textOf),
    status: statusOf(place, allPaused),
    filesSynced: first(place, NAMES.filesSynced, countOf),
    bytesSynced: first(place, NAMES.bytesSynced, countOf),
    others: othersOf(place),
  };
}
