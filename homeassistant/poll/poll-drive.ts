import { setImmediate as breathe } from 'node:timers/promises';
import { whole } from '../../src/drive/decode.ts';
import { RememberedRefusal } from '../../src/dsm/errors.ts';
import type { NasLink } from './nas-link.ts';
import type { Polled } from './polled.ts';
import { outcomeOf } from './polled.ts';

/** A log-in that is not tried again for a while says nothing of whether the NAS is there. */
async function refused(link: NasLink, opened: { readonly error: unknown }): Promise<Polled> {
  const answer = await outcomeOf(link.ask((_drive, client) => client.ping(), true));
  return 'error' in answer ? answer : opened;
}

/** Asks what is asked often: connections, clients, ShareSync tasks. Never throws. */
export async function pollDrive(link: NasLink): Promise<Polled> {
  // By itself, so that there is one log-in and one look at the NAS's list of APIs for everybody after it.
  const opened = await outcomeOf(
    link.ask(async (drive, client) => {
      await client.logIn();
      return drive.dialect;
    }, true),
  );
  if ('error' in opened) return opened.error instanceof RememberedRefusal ? refused(link, opened) : opened;
  const [summary, clients, tasks] = await Promise.all([
    outcomeOf(link.ask((drive) => drive.summary(), true)),
    outcomeOf(link.ask((drive) => drive.clients(), true).then(whole)),
    outcomeOf(link.ask((drive) => drive.syncTasks(), true).then(whole)),
  ]);
  // Taking a long answer apart was work enough for one turn.
  await breathe();
  return { dialect: opened.value, summary, clients, tasks };
}
