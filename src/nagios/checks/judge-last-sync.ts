import { formatDuration } from '../../config/duration.ts';
import type { Profile } from '../../drive/model.ts';
import { type Metric, NEVER } from '../../probes/probe.ts';
import type { CheckContext } from '../check.ts';
import type { Finding } from '../finding.ts';
import { judge, sayMissing } from '../judge.ts';
import type { State } from '../status.ts';
import type { SeenProfile } from './read-seen.ts';

/** A moment this far in the future says that a clock is wrong (seconds). */
const FUTURE = 5 * 60;

/** Who is ahead of this machine's clock, with the first one's name. */
export function sayFuture(rows: readonly Profile[], now: number): string[] {
  const ahead = rows.filter(({ lastSyncTime = 0 }) => lastSyncTime - now > FUTURE);
  const [first, ...others] = ahead;
  if (!first) return [];
  const more = others.length > 0 ? ` (+${others.length} more)` : '';
  const far = formatDuration((first.lastSyncTime ?? now) - now);
  return [`${first.user}: last sync ${far} in the future${more}, compare the clocks`];
}

/** Judges how long ago one user synced or was seen. */
export function judgeLastSync(
  metric: Metric<Profile>,
  profile: SeenProfile,
  { thresholds, now }: CheckContext,
  never: State,
): Finding {
  const { user, source } = profile;
  const reading = metric.read(profile, now);
  // A connection may be older than any threshold, but it is a sign of life now.
  if (profile.connectedNow) return { state: 'OK', text: `${user}: connected now` };
  const bySeen = profile.connectedNow !== undefined;
  if (reading === NEVER)
    return { state: never, text: `${user}: never ${bySeen ? 'seen with a device' : 'synced'}` };
  const [missing] = sayMissing([metric], [metric.name], profile, now, source, user);
  const judged = missing ?? judge(metric, profile, thresholds, now, user);
  const ahead = typeof reading === 'number' ? reading - now : 0;
  if (ahead > FUTURE)
    return {
      state: judged?.state ?? 'OK',
      text: `${user}: ${metric.title} ${formatDuration(ahead)} in the future, compare the clocks`,
    };
  return judged ?? { state: 'UNKNOWN', text: `${user}: ${metric.name} is missing` };
}
