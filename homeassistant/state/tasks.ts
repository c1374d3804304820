import type { SyncTask } from '../../src/drive/model.ts';
import { judgeStall, progressOf } from '../../src/probes/stall.ts';
import { sync } from '../../src/probes/sync.ts';
import type { NasSettings } from '../config/settings.ts';
import { inSlices } from '../slices.ts';
import type { Moment } from './moment.ts';
import { type NasState, NEW_TASK, type Task } from './nas-state.ts';
import { takenSlugs, taskSubject } from './subject.ts';

const SEVERITY = ['idle', 'syncing', 'paused'];

/** Of two rows with one user and one share the worse counts. */
const isWorse = (row: SyncTask, other: SyncTask) => {
  const rank = ({ status = '' }: SyncTask) =>
    SEVERITY.includes(status) ? SEVERITY.indexOf(status) : SEVERITY.length + Number(status === 'error');
  return rank(row) > rank(other);
};

function byIdentity(rows: readonly SyncTask[]): Map<string, SyncTask> {
  const tasks = new Map<string, SyncTask>();
  for (const row of rows) {
    const key = sync.identify(row);
    const other = tasks.get(key);
    if (!other || isWorse(row, other)) tasks.set(key, row);
  }
  return tasks;
}

function present(task: SyncTask, before: Task, settings: NasSettings, now: number): Task {
  const progress = progressOf(task, before.progress, now);
  const { stalled } = judgeStall(task, progress, settings.stalled_after, now);
  const { user, shareName } = task;
  return { ...before, user, shareName, now: task, absent: 0, progress, stalled };
}

function gone(task: Task, elapsed: number): Task {
  return { ...task, now: undefined, progress: undefined, stalled: undefined, absent: task.absent + elapsed };
}

/** So many tasks are looked at before others get their turn. */
const AT_A_TIME = 500;

/** Tasks after the NAS listed them: those that are not in the list stay, as gone, until they are forgotten. */
export async function afterTasks(
  before: NasState,
  rows: readonly SyncTask[],
  settings: NasSettings,
  { now, elapsed }: Moment,
): Promise<NasState> {
  const listed = byIdentity(rows);
  const tasks = new Map<string, Task>();
  await inSlices(before.tasks, AT_A_TIME, ([key, task]) => {
    const row = listed.get(key);
    const next = row ? present(row, task, settings, now) : gone(task, elapsed);
    if (row || next.absent < settings.forget_after) tasks.set(key, next);
  });
  const fresh = [...listed].filter(([key]) => !tasks.has(key));
  const taken = fresh.length === 0 ? new Set<string>() : takenSlugs(before.tasks.values());
  await inSlices(fresh, AT_A_TIME, ([key, row]) => {
    const subject = taskSubject(key, taken);
    taken.add(subject.entitySlug);
    tasks.set(key, present(row, { ...NEW_TASK, ...subject }, settings, now));
  });
  return { ...before, tasks, tasksRead: true };
}
