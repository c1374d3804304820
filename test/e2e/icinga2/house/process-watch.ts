import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds that a process may wait for its parent to hear of its end. */
const UNHEARD = 2000;

/** What a process was started as, or undefined when it is gone by now. */
function commandLine(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return undefined;
  }
}

/** Whose child it is that has ended, and has not been asked how; undefined when it has not. */
function parentOfZombie(pid: string): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return /^State:\s+Z/m.test(status) ? /^PPid:\s+(\d+)/m.exec(status)?.[1] : undefined;
  } catch {
    return undefined;
  }
}

/** Looks at all processes of the machine again and again, as `ps` in a loop would. */
export class ProcessWatch {
  readonly commandLines = new Set<string>();
  /** What those were started as whose children ended, and who did not ask how. */
  readonly neglectful = new Set<string>();
  #endedAt: ReadonlyMap<string, number> = new Map();
  readonly #timer: NodeJS.Timeout;

  constructor(every = 25) {
    this.#timer = setInterval(() => this.#look(), every);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const endedAt = new Map<string, number>();
    for (const pid of pids) {
      const line = commandLine(pid);
      if (line) this.commandLines.add(line);
      // A zombie has no command line; neither has a thread of the kernel.
      const parent = line === '' ? parentOfZombie(pid) : undefined;
      if (parent === undefined) continue;
      const since = this.#endedAt.get(pid) ?? performance.now();
      endedAt.set(pid, since);
      if (performance.now() - since > UNHEARD) this.neglectful.add(commandLine(parent) ?? parent);
    }
    this.#endedAt = endedAt;
  }
}
