import type { Settings } from '../config/settings.ts';
import { illness } from '../heartbeat.ts';
import { openBridgeFolder } from '../state/bridge-folder.ts';
import { EXIT, type Host } from './host.ts';

/** Whether a bridge of this configuration is alive and connected. */
export function healthcheck(settings: Settings, host: Host): number {
  const problem = illness(openBridgeFolder(settings).own);
  host.write(`${problem ?? 'the bridge is alive and connected'}\n`);
  return problem === undefined ? EXIT.fine : EXIT.failed;
}
