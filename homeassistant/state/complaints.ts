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
  const { connections } = now.probes;
  const isShared = connections.error !== undefined && connections.error === now.probes.clients.error;
  sayHealth(
    grievances,
    `${nas}/log-in`,
    `${name}: questions are answered`,
    { nas },
    isShared && connections.error !== now.nas.error ? connections : { ...connections, error: undefined },
  );
  for (const probe of PROBE_NAMES) {
    const health = now.probes[probe];
    const isSaid = isShared && health.error === connections.error;
    if (!isSaid)
      sayHealth(grievances, `${nas}/${probe}`, `${name}: ${probe} can be read`, { nas, probe }, health);
  }
}
