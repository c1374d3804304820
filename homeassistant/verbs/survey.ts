import { startClock } from '../clock.ts';
import type { NasSettings, Settings } from '../config/settings.ts';
import { NasLink } from '../poll/nas-link.ts';
import { pollDrive } from '../poll/poll-drive.ts';
import { pollProfiles } from '../poll/poll-profiles.ts';
import { afterPoll, usersOf } from '../state/after-poll.ts';
import { openBridgeFolder } from '../state/bridge-folder.ts';
import { initialState, type NasState } from '../state/nas-state.ts';
import { readRoster } from '../state/roster.ts';
import { troubleOf, wordsOf } from '../state/trouble.ts';
import { afterProfiles, withSeenUsers } from '../state/users.ts';
import type { Host } from './host.ts';

/** What was found out about a NAS by asking it once. */
export interface Surveyed {
  readonly settings: NasSettings;
  readonly state: NasState;
  /** Why it could not be asked: what is remembered stands for it. */
  readonly problem?: string | undefined;
}

async function surveyNas(settings: NasSettings, remembered: NasState, link: NasLink): Promise<Surveyed> {
  const moment = { now: startClock().now(), elapsed: 0 };
  const polled = await pollDrive(link);
  if ('error' in polled) return { settings, state: remembered, problem: wordsOf(troubleOf(polled.error)) };
  const told = await afterPoll(remembered, polled, settings, moment);
  const seen = await withSeenUsers(told, usersOf(settings));
  const profiled = await pollProfiles(link, {
    wish: usersOf(settings),
    concurrency: settings.concurrency,
    remembered: [...seen.users.values()].map(({ name }) => name),
    clients: polled.clients,
    tasks: polled.tasks,
  });
  return { settings, state: await afterProfiles(seen, profiled, settings, moment) };
}

/** Asks every NAS once; of one that is down, what is remembered. Changes nothing that is remembered. */
export async function survey({ nas, ...settings }: Settings, host: Host): Promise<Surveyed[]> {
  const folder = openBridgeFolder({ nas, ...settings });
  return Promise.all(
    nas.map(async (one) => {
      const link = new NasLink(one, () => undefined);
      host.stop.addEventListener('abort', () => link.interrupt(), { once: true });
      try {
        return await surveyNas(one, initialState(readRoster(folder.own, one.id)), link);
      } finally {
        link.close();
      }
    }),
  );
}

/** Says which NASes could not be asked; after the output, where a terminal still shows it. */
export function explainGaps(surveyed: readonly Surveyed[], complain: (words: string) => void): void {
  for (const { settings, problem } of surveyed)
    if (problem !== undefined)
      complain(`${settings.id} was not asked, so this is what is remembered: ${problem}`);
}
