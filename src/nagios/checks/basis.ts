import type { DriveServer } from '../../drive/server.ts';
import { ConfigurationError } from '../../dsm/errors.ts';
import type { Arguments } from '../arguments.ts';

/** What counts as a sign of life: the last sync, or a device that was connected. */
export type Basis = 'sync' | 'seen';

const CHOICES = ['auto', 'sync', 'seen'] as const;

type Choice = (typeof CHOICES)[number];

export const readBasis = (args: Arguments): Choice =>
  args.parsed('basis', (text) => CHOICES.find((choice) => choice === text), 'auto, sync or seen') ?? 'auto';

/** `auto` is the last sync where the NAS knows one. Throws ConfigurationError for what it cannot know. */
export function chooseBasis(wanted: Choice, { cannotTell }: DriveServer, args: Arguments): Basis {
  if (wanted === 'auto') return cannotTell.last_sync === undefined ? 'sync' : 'seen';
  const reason = wanted === 'sync' ? cannotTell.last_sync : cannotTell.last_seen;
  if (reason === undefined) return wanted;
  const option = args.typed('basis');
  const remedy = wanted === 'sync' ? `: ${option} seen judges when a device was last connected` : '';
  throw new ConfigurationError(`${option} ${wanted} cannot be judged: ${reason}${remedy}`);
}
