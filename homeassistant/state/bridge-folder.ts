import { existsSync } from 'node:fs';
import { fingerprintOf } from '../../src/dsm/account.ts';
import { ConfigurationError } from '../../src/dsm/errors.ts';
import { openMemory, StateFolder } from '../../src/dsm/state-folder.ts';
import type { Settings } from '../config/settings.ts';

/** Where a bridge remembers: bridges of other base topics, or other Home Assistants, have folders of their own. */
export interface BridgeFolder {
  readonly path: string;
  readonly own: StateFolder;
}

/** The folder that sessions go to, made where it is missing. Throws ConfigurationError: without one nothing can be kept. */
function stateFolder(chosen: string | undefined): StateFolder {
  if (chosen !== undefined) return StateFolder.open(chosen);
  const { sessions, notes } = openMemory(undefined);
  if (sessions) return sessions;
  throw new Error(notes.join('; ') || 'no folder can be used');
}

/**
 * The same for whoever only looks: a folder that was chosen and is not there is not made, or it would belong to whoever
 * looked, and the service could not use it.
 */
export const findBridgeFolder = (settings: Settings): BridgeFolder | undefined =>
  settings.stateDir === undefined || existsSync(settings.stateDir) ? openBridgeFolder(settings) : undefined;

export function openBridgeFolder({ mqtt, stateDir }: Settings): BridgeFolder {
  try {
    const folder = stateFolder(stateDir);
    const own = folder.inner(`bridge-${fingerprintOf(['bridge', mqtt.base_topic]).slice(0, 12)}`);
    return { path: folder.path, own };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      `nothing can be remembered: ${text}`,
      'Name a folder of its own by state_dir, which belongs to the user that runs the bridge',
    );
  }
}
