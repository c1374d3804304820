import type { SyncTask } from '../drive/model.ts';

/** When something of a task last moved, and how far it was then. */
export interface Progress {
  readonly files: number | undefined;
  readonly bytes: number | undefined;
  /** Unix seconds. */
  readonly since: number;
}

export interface StallFinding {
  /** Undefined when nobody asked. */
  readonly stalled?: boolean | undefined;
  /** Seconds without a move, of a task that is syncing. */
  readonly standsStill?: number | undefined;
  /** Why it cannot be told. */
  readonly unclear?: string | undefined;
}

/** What is known of all tasks from earlier polls, by the probe's identity of the row. */
export type ProgressMemory = Readonly<Record<string, Progress>>;

/**
 * How far a task is now. It stands still as long as it is syncing and neither files nor bytes change; a `since` from
 * the future was written before the clock was set back, and begins anew.
 */
export function progressOf(task: SyncTask, before: Progress | undefined, now: number): Progress | undefined {
  if (task.status !== 'syncing') return undefined;
  const { filesSynced: files, bytesSynced: bytes } = task;
  const moved = !before || before.files !== files || before.bytes !== bytes || before.since > now;
  return moved ? { files, bytes, since: now } : before;
}

/** Whether a task has stood still for `limit` seconds or longer. */
export function judgeStall(
  task: SyncTask,
  progress: Progress | undefined,
  limit: number,
  now: number,
): StallFinding {
  if (!progress) return { stalled: false };
  if (task.filesSynced === undefined && task.bytesSynced === undefined)
    return {
      unclear: 'neither files_synced nor bytes_synced was sent, so it cannot be told whether it moves',
    };
  const standsStill = now - progress.since;
  return { stalled: standsStill >= limit, standsStill };
}
