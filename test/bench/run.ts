import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import type { Contestant } from './contestant.ts';
import type { Place } from './place.ts';

/** Our check is found by its first line, so this node must be the first there. */
const env = { PATH: `${dirname(process.execPath)}:/usr/bin:/bin` };

function start(contestant: Contestant, [file = '', ...args]: readonly string[]) {
  const began = performance.now();
  const { status, stdout, stderr, error } = spawnSync(file, args, { env, encoding: 'utf8' });
  const milliseconds = performance.now() - began;
  if (error) throw error;
  if (status !== 0 || !contestant.expected.test(stdout))
    throw new Error(`${contestant.rival} failed (exit code ${status}): ${stdout}${stderr}`);
  return { milliseconds, stderr };
}

/** Milliseconds from its start to its exit. Throws unless it succeeded, in silence. */
export function timed(contestant: Contestant, place: Place): number {
  const { milliseconds, stderr } = start(contestant, contestant.command(place));
  if (stderr !== '') throw new Error(`${contestant.rival} complained: ${stderr}`);
  return milliseconds;
}

/** KiB that it held at most, as GNU time `time` sees it. */
export function memory(contestant: Contestant, place: Place, time: string): number {
  const { stderr } = start(contestant, [time, '--format', '%M', ...contestant.command(place)]);
  return Number(stderr.trim());
}
