import type { NasSettings } from '../config/settings.ts';
import type { Grievances } from '../log.ts';
import { PROBE_NAMES } from '../topics.ts';
import type { Health } from './health.ts';
import type { NasState } from './nas-state.ts';
import { troubleOf, wordsOf } from './trouble.ts';

function sayHealth(
  grievances: Grievances,
  key: string,
  what: string,
  fields: object,
  { error }: Health,
): void {
  if (error === undefined) grievances.settle(key, `${what} again`, fields);
  else grievances.complain(key, wordsOf(troubleOf(error)), fields);
}

const saidOf = ({ error }: Health) => (error === undefined ? undefined : wordsOf(troubleOf(error)));

/** Whether two things failed for the same reason, each asked by itself. */
const isSame = (a: Health, b: Health): boolean => a.error === b.error || saidOf(a) === saidOf(b);

/** Says what changed for the worse or the better with a NAS: once each, however often it is polled. */
export function complain(
  grievances: Grievances,
  { id: nas, name }: NasSettings,
  before: NasState,
  now: NasState,
): void {
  if (before.nas.up && !now.nas.up) grievances.note({ nas }, `${name} counts as off-line now`);
  if (!before.nas.up && now.nas.up && !before.nas.error) grievances.note({ nas }, `${name} answers`);
  sayHealth(grievances, `${nas}`, `${name} answers`, { nas }, now.nas);
  // What keeps all questions from being answered, such as a refused log-in, is said once, not once a probe.
  const { connections, clients } = now.probes;
  const isShared = connections.error !== undefined && isSame(connections, clients);
  const isOfNas = isSame(connections, now.nas);
  const shared = isShared && !isOfNas ? connections : { ...connections, error: undefined };
  sayHealth(grievances, `${nas}/log-in`, `${name}: questions are answered`, { nas }, shared);
  for (const probe of PROBE_NAMES) {
    const health = now.probes[probe];
    if (!(isShared && isSame(health, connections)))
      sayHealth(grievances, `${nas}/${probe}`, `${name}: ${probe} can be read`, { nas, probe }, health);
  }
}

/** Says that what is known of a NAS could not be written down, and that it could be again. */
export function sayWritten(grievances: Grievances, { id: nas, name }: NasSettings, error?: unknown): void {
  if (error === undefined) {
    grievances.settle(`${nas}/disk`, `${name}: users and tasks are remembered again`, { nas });
    return;
  }
  const why = error instanceof Error ? error.message : String(error);
  const words = `${name}: users and tasks cannot be remembered: ${why}`;
  grievances.complain(`${nas}/disk`, `${words}. Make room for state_dir, or name another folder`, { nas });
}
