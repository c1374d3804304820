import { readJson, type StateFolder } from '../src/dsm/state-folder.ts';

const FILE = 'alive.json';
const EVERY = 10_000;
export const NONE_RUNNING = 'no bridge is running';
const NOT_CONNECTED = 'the bridge has no connection to the broker';
/** Seconds after which a sign of life is none any more. */
const STALE_AFTER = 45;

/** What a running bridge says of itself, for `healthcheck`. */
interface SignOfLife {
  readonly pid: number;
  readonly connected: boolean;
  /** Unix seconds. */
  readonly at: number;
}

/** Shows that this process is alive, and whether it is connected to its broker. */
export class Heartbeat {
  readonly #folder: StateFolder;
  readonly #isConnected: () => boolean;
  #timer: NodeJS.Timeout | undefined;

  constructor(folder: StateFolder, isConnected: () => boolean) {
    this.#folder = folder;
    this.#isConnected = isConnected;
  }

  start(): void {
    this.beat();
    this.#timer = setInterval(() => this.beat(), EVERY);
  }

  beat(): void {
    const sign: SignOfLife = {
      pid: process.pid,
      connected: this.#isConnected(),
      at: Math.floor(Date.now() / 1000),
    };
    try {
      this.#folder.write(FILE, JSON.stringify(sign));
    } catch {
      // Whoever asks finds no fresh sign, and that is right where nothing can be written.
    }
  }

  stop(): void {
    clearInterval(this.#timer);
    try {
      this.#folder.remove(FILE);
    } catch {
      // The process that it names will be gone.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const signIn = (folder: StateFolder) => (readJson(folder, FILE) ?? {}) as Partial<SignOfLife>;

/** Whether a bridge that remembers here has given a sign of life lately. */
export const isAlive = (folder: StateFolder): boolean => [undefined, NOT_CONNECTED].includes(illness(folder));

/**
 * The process of another bridge that remembers here. A sign with our own number is of a dead one: in a container each
 * start may get the same.
 */
export function otherBridge(folder: StateFolder): number | undefined {
  const { pid } = signIn(folder);
  return pid !== process.pid && isAlive(folder) ? pid : undefined;
}

/** Why a bridge does not count as healthy; undefined when it does. */
export function illness(folder: StateFolder): string | undefined {
  const { pid, connected, at } = signIn(folder);
  if (typeof pid !== 'number' || typeof at !== 'number') return NONE_RUNNING;
  if (!isRunning(pid)) return 'the bridge has ended without saying so';
  // Of a clock that was set meanwhile the distance counts, in either direction.
  if (Math.abs(Date.now() / 1000 - at) > STALE_AFTER) return 'the bridge has given no sign of life lately';
  return connected === true ? undefined : NOT_CONNECTED;
}
