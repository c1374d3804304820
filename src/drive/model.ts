/**
 * What Synology Drive Server tells, in our words. A field that was not sent, or in the wrong type, is `undefined`;
 * times are Unix seconds, sizes bytes.
 */

/** How many clients are connected, by kind. */
export interface Summary {
  readonly total?: number | undefined;
  readonly desktop?: number | undefined;
  readonly mobile?: number | undefined;
  readonly web?: number | undefined;
  /** The fields that were there, for the message when one was not. */
  readonly source: string;
}

/** One client: connected, or only linked (a device that is known but not connected now). */
export interface Client {
  readonly user?: string | undefined;
  readonly clientType?: string | undefined;
  readonly clientVersion?: string | undefined;
  readonly ipAddress?: string | undefined;
  readonly connectedSince?: number | undefined;
  readonly connected: boolean;
}

/** One ShareSync task; `status` is `idle`, `syncing`, `paused`, `error`, or a word nobody knows. */
export interface SyncTask {
  readonly user?: string | undefined;
  readonly shareName?: string | undefined;
  readonly status?: string | undefined;
  readonly filesSynced?: number | undefined;
  readonly bytesSynced?: number | undefined;
}

/** What one user keeps in Drive. */
export interface Profile {
  readonly user: string;
  readonly quotaUsed?: number | undefined;
  /** 0 means unlimited. */
  readonly quotaTotal?: number | undefined;
  readonly fileCount?: number | undefined;
  readonly folderCount?: number | undefined;
  /** 0 means never. */
  readonly lastSyncTime?: number | undefined;
  readonly source: string;
}

/** Rows, and how many the NAS says there are. */
export interface Listing<Row> {
  readonly rows: readonly Row[];
  readonly total?: number | undefined;
}
