import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { DIST } from '../../support/executable.ts';
import { Lives } from '../peers/lives.ts';
import type { Nas } from './nas.ts';

const EXECUTABLE = join(DIST, 'synology-drive-bridge');

/** Keys of one NAS in bridge.yaml, beside those that say where it is. */
export type NasKeys = Readonly<Record<string, unknown>>;

/** Fast enough for tests. */
const QUICK: NasKeys = { interval: '1s', profile_interval: '2s', offline_after: 2, timeout: '5s' };

/** The built bridge with a configuration and a memory of its own. */
export class Bridge {
  readonly #folder = mkdtempSync(join(tmpdir(), 'synology-drive-e2e-bridge-'));
  readonly #lives = new Lives();

  constructor(brokerUrl: string, nases: ReadonlyMap<Nas, NasKeys>) {
    if (!existsSync(EXECUTABLE)) throw new Error(`${EXECUTABLE} is not there: npm run build`);
    const nas = [...nases].map(([{ id, name, port }, keys]) => {
      const place = { id, name, host: '127.0.0.1', port, plain_http: true };
      return { ...place, username: 'monitor', password_file: 'password', ...QUICK, ...keys };
    });
    const config = { mqtt: { url: brokerUrl }, nas, state_dir: 'state' };
    writeFileSync(join(this.#folder, 'password'), 'monitor\n', { mode: 0o600 });
    writeFileSync(this.file, stringify(config));
  }

  get file(): string {
    return join(this.#folder, 'bridge.yaml');
  }

  /** All that it has said. */
  get log(): string {
    return this.#lives.log;
  }

  start(): void {
    this.#lives.begin([process.execPath, EXECUTABLE, '--config', this.file], { patience: 20_000 });
  }

  stop(): Promise<void> {
    return this.#lives.stop();
  }

  /** As a power failure would end it. */
  kill(): Promise<void> {
    return this.#lives.kill();
  }

  /** What another verb prints. */
  async run(verb: string): Promise<string> {
    const args = [EXECUTABLE, verb, '--config', this.file];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: { PATH: process.env.PATH ?? '' },
      timeout: 60_000,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
