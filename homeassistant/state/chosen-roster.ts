import { selects } from '../../src/config/filter.ts';
import type { NasSettings } from '../config/settings.ts';
import { chosenTasks, usersOf } from './after-poll.ts';
import type { Roster } from './roster.ts';

/** What the settings still leave of what is remembered. */
export function chosenOf(roster: Roster, settings: NasSettings): Roster {
  const filter = usersOf(settings);
  const users = [...roster.users].filter(([, { name }]) => selects(filter, name));
  const tasks = new Set(chosenTasks([...roster.tasks.values()], settings));
  return {
    ...roster,
    users: new Map(users),
    tasks: new Map([...roster.tasks].filter(([, task]) => tasks.has(task))),
  };
}
