import type { Settings } from '../config/settings.ts';
import { illness, NONE_RUNNING } from '../heartbeat.ts';
import { findBridgeFolder } from '../state/bridge-folder.ts';
import { EXIT, type Host } from './host.ts';

/** Whether a bridge of this configuration is alive and connected. */
export function healthcheck(settings: Settings, host: Host): number {
  const folder = findBridgeFolder(settings);
  const problem = folder ? illness(folder.own) : NONE_RUNNING;
  host.write(`${problem ?? 'the bridge is alive and connected'}\n`);
  return problem === undefined ? EXIT.fine : EXIT.failed;
}
