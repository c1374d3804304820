import type { DsmRow } from './dsm-listing.ts';
import type { SyncRow } from './rows.ts';

/** The document's words for states in DSM's. A real NAS was heard to say `uptodate` and `syncing`; others stay as they are. */
const states: Readonly<Record<string, string>> = { idle: 'uptodate' };

/**
 * A ShareSync task as a row of `conn`. What a filled `conn` looks like was never seen in public; that rows of its
 * predecessor, SYNO.CloudStation.ShareSync.Connection, had `server_name` and `status`, a client's source tells. So the
 * state becomes `status`, the document's other fields keep their names, and `dsm` of the row is laid over them.
 */
export function connOf({ sync_status: state, dsm, ...others }: SyncRow): DsmRow {
  return { ...others, ...(state !== undefined && { status: states[state] ?? state }), ...dsm };
}
