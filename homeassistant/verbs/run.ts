import { setFlagsFromString } from 'node:v8';
import { Bridge } from '../bridge.ts';
import type { Settings } from '../config/settings.ts';
import { otherBridge } from '../heartbeat.ts';
import { type Log, openLog } from '../log.ts';
import { type BridgeFolder, openBridgeFolder } from '../state/bridge-folder.ts';
import { EXIT, type Host } from './host.ts';

/** How long one round waits for a broker, in milliseconds. */
const BROKER_PATIENCE = 15_000;

const stopped = ({ stop }: Host) =>
  new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener('abort', () => resolve(), { once: true });
  });

async function runOnce(bridge: Bridge, log: Log, host: Host): Promise<number> {
  const isDone = await Promise.race([bridge.once(BROKER_PATIENCE), stopped(host).then(() => false)]);
  if (!isDone && !host.stop.aborted) log.error('the broker was not reached, or did not take all of it');
  return isDone ? EXIT.fine : EXIT.failed;
}

/**
 * Two bridges with one memory would take each other's documents and topics for their own, and off the broker. No error of
 * configuration: a service that starts before the last one has quite ended may try again.
 */
function refuseSecond({ own, path }: BridgeFolder): void {
  const pid = otherBridge(own);
  if (pid !== undefined)
    throw new Error(
      `a bridge with this base_topic is running already and remembers in ${path} (process ${pid}). ` +
        'Stop it, or give this one a state_dir or a base_topic of its own',
    );
}

/**
 * The heap grows by so many percent of what lives on it before it is collected: V8's own factor, made for speed, lets the
 * answers of many polls lie about, and a Raspberry Pi has other uses for a hundred megabytes.
 */
const HEAP_GROWTH = 20;
/** And what was made just now is kept apart in a megabyte, not in the thirty-two that it would grow to. */
const NURSERY_GROWTH = 1;

/** Runs the bridge until the process is asked to end, or for one round. */
export async function run(settings: Settings, isOnce: boolean, host: Host): Promise<number> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  setFlagsFromString(`--semi-space-growth-factor=${NURSERY_GROWTH}`);
  const { onTerminal, coloured } = host;
  const log = openLog({ level: settings.logLevel, onTerminal, coloured });
  const folder = openBridgeFolder(settings);
  refuseSecond(folder);
  const bridge = new Bridge({ settings, folder, log });
  try {
    if (isOnce) return await runOnce(bridge, log, host);
    bridge.start();
    await stopped(host);
    return EXIT.fine;
  } finally {
    await bridge.end();
  }
}
