import type { SyncTask } from '../../drive/model.ts';
import { fingerprintOf } from '../../dsm/account.ts';
import { readJson } from '../../dsm/state-folder.ts';
import { judgeStall, type Progress, progressOf, type StallFinding } from '../../probes/stall.ts';
import { sync } from '../../probes/sync.ts';
import type { CheckContext } from '../check.ts';

const optionalNumber = (value: unknown) => value === undefined || typeof value === 'number';

function isProgress(value: unknown): value is Progress {
  const { since, files, bytes } = (value ?? {}) as Record<string, unknown>;
  return typeof since === 'number' && optionalNumber(files) && optionalNumber(bytes);
}

function decode(value: unknown): Map<string, Progress> {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).filter((entry): entry is [string, Progress] => isProgress(entry[1])));
}

/**
 * Tells of every task whether it stands still, and remembers how far it was. All tasks of the NAS are remembered,
 * whatever this check's filters are, so that several checks of one NAS share what they know.
 */
export function findStalls(
  tasks: readonly SyncTask[],
  limit: number,
  { folder, identity, trace, now }: CheckContext,
): Map<SyncTask, StallFinding> {
  const file = `stalls-${fingerprintOf(identity)}.json`;
  const before = decode(readJson(folder, file));
  const after: Record<string, Progress> = {};
  const findings = new Map<SyncTask, StallFinding>();
  for (const task of tasks) {
    const key = sync.identify(task);
    const progress = progressOf(task, before.get(key), now);
    if (progress) after[key] = progress;
    findings.set(task, judgeStall(task, progress, limit, now));
  }
  try {
    folder?.write(file, JSON.stringify(after));
  } catch (error) {
    trace(1, `stalls cannot be found: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!folder) trace(1, 'stalls cannot be found: there is no folder to remember in');
  return findings;
}
