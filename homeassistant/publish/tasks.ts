import { formatDuration } from '../../src/config/duration.ts';
import { SYNC_STATUSES, type SyncRow, sync } from '../../src/probes/sync.ts';
import type { NasSettings } from '../config/settings.ts';
import type { NasState, Task } from '../state/nas-state.ts';
import { type JsonObject, metricsToJson } from './json.ts';

const isDocumented = (status: string | undefined) =>
  status !== undefined && (SYNC_STATUSES as readonly string[]).includes(status);

/** The totals of all tasks that are counted here, and tasks whose status nobody knows. */
export const TASK_TOTALS = sync.totals.filter(({ name }) =>
  ['tasks', ...SYNC_STATUSES, 'stalled'].includes(name),
);

const rowOf = ({ now, stalled }: Task): SyncRow | undefined => now && { ...now, stalled };

/** `{"tasks":1,"idle":0,"syncing":1,"paused":0,"error":0,"stalled":0,"other":0}` */
export function syncPayload({ tasks, tasksRead }: NasState, now: number): JsonObject {
  const rows = [...tasks.values()].flatMap((task) => rowOf(task) ?? []);
  return {
    ...metricsToJson(TASK_TOTALS, tasksRead ? rows : undefined, now),
    other: tasksRead ? rows.filter(({ status }) => !isDocumented(status)).length : null,
  };
}

/** What to do about a task, undefined when it is well. */
export function remedyOf(task: Task, { stalled_after }: NasSettings): string | undefined {
  const { now: row, stalled } = task;
  if (!row)
    return 'The NAS does not list this task any more: was it removed? It is forgotten after forget_after';
  if (row.status === 'error') return 'Look at the task in Synology Drive ShareSync on the NAS';
  if (row.status === 'paused') return 'Resume the task in Synology Drive ShareSync on the NAS';
  if (row.status === undefined) return 'The NAS did not send its status';
  if (!isDocumented(row.status)) return `Nobody knows the status ${row.status}: please report it`;
  if (!stalled) return undefined;
  const since = formatDuration(stalled_after);
  return `Nothing has moved for ${since} or longer: look at its log, the network and the peer`;
}

/** `{"user":…,"share_name":…,"status":"syncing","files_synced":150,"bytes_synced":104857600,"stalled":false,…}` */
export function taskPayload(task: Task, settings: NasSettings, now: number): JsonObject {
  const remedy = remedyOf(task, settings);
  const { now: row } = task;
  return {
    user: task.user ?? null,
    share_name: task.shareName ?? null,
    status: row?.status ?? null,
    ...metricsToJson(sync.metrics, row, now),
    stalled: row ? (task.stalled ?? null) : null,
    problem: remedy !== undefined,
    remedy: remedy ?? null,
  };
}
