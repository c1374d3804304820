import type { SyncTask } from '../../src/drive/model.ts';
import { judgeStall, progressOf } from '../../src/probes/stall.ts';
import { sync } from '../../src/probes/sync.ts';
import type { NasSettings } from '../config/settings.ts';
import type { Moment } from './moment.ts';
import type { NasState, Task } from './nas-state.ts';
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

function gone({ now: _now, progress: _progress, stalled: _stalled, ...rest }: Task, elapsed: number): Task {
  return { ...rest, absent: rest.absent + elapsed };
}

/** Tasks after the NAS listed them: those that are not in the list stay, as gone, until they are forgotten. */
export function afterTasks(
  before: NasState,
  rows: readonly SyncTask[],
  settings: NasSettings,
  { now, elapsed }: Moment,
): NasState {
  const listed = byIdentity(rows);
  const taken = takenSlugs(before.tasks.values());
  const tasks = new Map<string, Task>();
  for (const [key, task] of before.tasks) {
    const row = listed.get(key);
    const next = row ? present(row, task, settings, now) : gone(task, elapsed);
    if (row || next.absent < settings.forget_after) tasks.set(key, next);
  }
  for (const [key, row] of listed) {
    if (tasks.has(key)) continue;
    const subject = taskSubject(key, taken);
    taken.add(subject.entitySlug);
    tasks.set(key, present(row, subject, settings, now));
  }
  return { ...before, tasks, tasksRead: true };
}
