import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { Peer } from '../../e2e/peers/peer.ts';
import { until } from '../../e2e/peers/until.ts';

/** One time at which the event loop stood still. */
export interface Pause {
  readonly milliseconds: number;
  /** Of which others had the core, so that it could not go on. */
  readonly waited: number;
  /** Unix milliseconds. */
  readonly at: number;
}

/** What monitor.cjs has seen from within. */
export interface Watched {
  /** Until the program was read. */
  readonly start: Pause;
  readonly longest: Pause;
  /** The one in which the process itself was at work for longest. */
  readonly busiest: Pause;
  /** Those over 50 ms. */
  readonly long: readonly Pause[];
  /** Milliseconds of processor. */
  readonly cpu: number;
  /** Bytes. */
  readonly heap: number;
  /** Bytes that are left of it when all garbage is collected. */
  readonly live: number;
  /** The longest collection of garbage, in milliseconds. */
  readonly gc: number;
}

/** Memory in MB (a million bytes). */
export interface Memory {
  readonly now: number;
  readonly most: number;
}

export interface Plan {
  /** What stands in bridge.yaml, without `state_dir`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Options of Node's own, for whoever looks for a reason. */
  readonly node?: readonly string[] | undefined;
}

const MONITOR = resolve('test/bench/bridge/monitor.cjs');

/** The built bridge as a process, alone in a folder of its own, with its state. */
export class BridgeProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), 'synology-drive-bench-bridge-'));
  readonly #peer: Peer;
  readonly began = performance.timeOrigin + performance.now();

  constructor({ config, node = [] }: Plan) {
    const file = join(this.#folder, 'synology-drive-bridge');
    copyFileSync(resolve(process.env.CHECKS_DIST ?? 'dist', 'synology-drive-bridge'), file);
    mkdirSync(join(this.#folder, 'state'), { mode: 0o700 });
    writeFileSync(join(this.#folder, 'password'), 'monitor\n', { mode: 0o600 });
    const yaml = join(this.#folder, 'bridge.yaml');
    writeFileSync(yaml, stringify({ state_dir: 'state', ...config }));
    this.#peer = new Peer(
      [process.execPath, '--expose-gc', ...node, '--require', MONITOR, file, 'run', '--config', yaml],
      { env: { BENCH_MONITOR: this.#report } },
    );
  }

  get #report(): string {
    return join(this.#folder, 'monitor.json');
  }

  get pid(): number | undefined {
    return this.#peer.pid;
  }

  get running(): boolean {
    return this.#peer.running;
  }

  /** What it has logged. */
  get output(): string {
    return this.#peer.output;
  }

  get memory(): Memory {
    const status = readFileSync(`/proc/${this.#peer.pid}/status`, 'utf8');
    const read = (name: string) =>
      (Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]) * 1024) / 1e6;
    return { now: read('VmRSS'), most: read('VmHWM') };
  }

  /** What its monitor has seen so far. */
  async watched(): Promise<Watched> {
    rmSync(this.#report, { force: true });
    process.kill(this.#peer.pid ?? 0, 'SIGUSR2');
    const read = () => JSON.parse(readFileSync(this.#report, 'utf8')) as Watched;
    return until('the monitor of the bridge', read, { within: 20_000, every: 20 });
  }

  /** Ends it in order, and removes its folder. */
  async close(): Promise<void> {
    await this.#peer.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** As a power failure would. */
  async kill(): Promise<void> {
    await this.#peer.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
