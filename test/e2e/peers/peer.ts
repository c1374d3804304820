import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface PeerOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** How long it may take to end by itself once it was asked to. */
  readonly patience?: number;
}

/** How long a peer may take to go, in milliseconds. */
const PATIENCE = 30_000;

/**
 * A process that stands beside a test. It leads a process group of its own, and the kernel kills it as soon as the
 * test's process is gone, however that went.
 */
export class Peer {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #patience: number;
  #output = '';

  constructor(command: readonly string[], options: PeerOptions = {}) {
    const { env = {}, cwd, patience = PATIENCE } = options;
    this.#patience = patience;
    this.#child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...command], {
      env: { PATH: process.env.PATH ?? '', ...env },
      ...(cwd !== undefined && { cwd }),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    this.#ended = once(this.#child, 'close');
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** What it has printed so far, on both streams. */
  get output(): string {
    return this.#output;
  }

  /** Undefined while it runs; null after a signal. */
  get exitCode(): number | null | undefined {
    return this.#child.signalCode !== null ? null : (this.#child.exitCode ?? undefined);
  }

  get running(): boolean {
    return this.exitCode === undefined;
  }

  /** Asks it to end; kills it, and whatever it has started, when it does not. */
  async stop(): Promise<void> {
    if (this.running) this.#child.kill('SIGTERM');
    const slow = setTimeout(() => this.#killGroup(), this.#patience);
    await this.#ended;
    clearTimeout(slow);
    this.#killGroup();
  }

  /** As a power failure would. */
  async kill(): Promise<void> {
    this.#killGroup();
    await this.#ended;
  }

  #killGroup(): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // Nobody of its group is left.
    }
  }
}
