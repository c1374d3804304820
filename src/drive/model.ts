import type { DsmError } from '../dsm/errors.ts';

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
  /** Other NASes that sync from this one. */
  readonly sharesync?: number | undefined;
  /** The fields that were there, for the message when one was not. */
  readonly source: string;
}

/** What a client is, whatever the dialect calls its type. */
export type ClientKind = 'desktop' | 'mobile' | 'web' | 'sharesync';

/** One client: connected, or only linked (a device that is known but not connected now). */
export interface Client {
  readonly user?: string | undefined;
  /** The NAS's own word. */
  readonly clientType?: string | undefined;
  readonly kind?: ClientKind | undefined;
  readonly clientVersion?: string | undefined;
  readonly ipAddress?: string | undefined;
  readonly connectedSince?: number | undefined;
  readonly connected: boolean;
  /** The device's own name, where the NAS tells it. */
  readonly device?: string | undefined;
  /** When the device last proved who it is. */
  readonly lastSeen?: number | undefined;
  /** It came through QuickConnect's relay. */
  readonly relayed?: boolean | undefined;
}

/** One ShareSync task; `status` is `idle`, `syncing`, `paused`, `error`, or a word nobody knows. */
export interface SyncTask {
  readonly user?: string | undefined;
  readonly shareName?: string | undefined;
  readonly status?: string | undefined;
  readonly filesSynced?: number | undefined;
  readonly bytesSynced?: number | undefined;
  /** What else the NAS sent of it, where the dialect is not known well enough to leave it out. */
  readonly others?: string | undefined;
}

/** What one user keeps in Drive. */
export interface Profile {
  readonly user: string;
  readonly quotaUsed?: number | undefined;
  /** 0 means unlimited. */
  readonly quotaTotal?: number | undefined;
  /** What the quota was put together from, where that is not plain. */
  readonly quotaFrom?: string | undefined;
  readonly fileCount?: number | undefined;
  readonly folderCount?: number | undefined;
  /** 0 means never. */
  readonly lastSyncTime?: number | undefined;
  readonly source: string;
}

/** The package behind it. */
export interface DrivePackage {
  readonly version?: string | undefined;
  /** E.g. `running`, `stopped`. */
  readonly status?: string | undefined;
}

/** Rows, and how many the NAS says there are. */
export interface Listing<Row> {
  readonly rows: readonly Row[];
  readonly total?: number | undefined;
  /** There are more than were sent: whatever is not among them may be there all the same. */
  readonly problem?: DsmError;
}
