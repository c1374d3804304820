import type { DocumentDesk } from './document-desk.ts';
import type { NasKeeper } from './nas-keeper.ts';
import type { Outbox } from './publish/outbox.ts';
import { within } from './within.ts';

export interface Round {
  readonly keepers: readonly NasKeeper[];
  readonly desk: DocumentDesk;
  readonly outbox: Outbox;
  /** Resolves when there is a connection to the broker. */
  readonly isUp: Promise<void>;
}

/** Asks everything once and publishes it; connecting and sending may take so long. Whether all of it is on the broker. */
export async function oneRound(
  { keepers, desk, outbox, isUp }: Round,
  milliseconds: number,
): Promise<boolean> {
  await Promise.all(keepers.map((keeper) => keeper.once()));
  await within(milliseconds, isUp);
  await desk.look();
  await Promise.all(keepers.map((keeper) => keeper.publish()));
  await within(milliseconds, outbox.flushed());
  return outbox.isDone;
}
