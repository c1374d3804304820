import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { Peer } from './peer.ts';
import { until } from './until.ts';

/** What a question found for one combination of tags. */
export interface Series {
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly columns: readonly string[];
  readonly values: readonly (readonly unknown[])[];
}

interface Answer {
  readonly error?: string;
  readonly results?: readonly { readonly error?: string; readonly series?: readonly Series[] }[];
}

const DATABASE = 'icinga2';

/** Debian's own InfluxDB on ports of its own, with an empty database. */
export class InfluxDb {
  readonly #port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'synology-drive-e2e-influxdb-'));
  readonly #peer: Peer;

  private constructor(port: number, controlPort: number) {
    this.#port = port;
    const file = join(this.#folder, 'influxdb.conf');
    const lines = [
      'reporting-disabled = true',
      `bind-address = "127.0.0.1:${controlPort}"`,
      '[meta]',
      `dir = "${this.#folder}/meta"`,
      '[data]',
      `dir = "${this.#folder}/data"`,
      `wal-dir = "${this.#folder}/wal"`,
      '[http]',
      `bind-address = "127.0.0.1:${port}"`,
      '[monitor]',
      'store-enabled = false',
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    this.#peer = new Peer(['influxd', '-config', file], { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
  }

  static async start(): Promise<InfluxDb> {
    const influx = new InfluxDb(await freePort(), await freePort());
    const isThere = async () => ((await fetch(influx.#url('ping'))).ok ? true : undefined);
    await until('influxd to listen', isThere, { within: 30_000, every: 100 });
    await influx.ask(`CREATE DATABASE ${DATABASE}`);
    return influx;
  }

  #url(path: string, parameters: Readonly<Record<string, string>> = {}): string {
    return `http://127.0.0.1:${this.#port}/${path}?${new URLSearchParams({ db: DATABASE, ...parameters })}`;
  }

  /** Takes points in InfluxDB's line protocol, with times in seconds. */
  async write(lines: readonly string[]): Promise<void> {
    const response = await fetch(this.#url('write', { precision: 's' }), {
      method: 'POST',
      body: lines.join('\n'),
    });
    if (response.status !== 204) throw new Error(`InfluxDB refuses the points: ${await response.text()}`);
  }

  /** What InfluxQL finds. Throws what InfluxDB says of a question that it does not understand. */
  async ask(query: string): Promise<readonly Series[]> {
    const response = await fetch(this.#url('query'), {
      method: 'POST',
      body: new URLSearchParams({ q: query }),
    });
    const { error, results = [] } = (await response.json()) as Answer;
    const problem = error ?? results.find((result) => result.error)?.error;
    if (problem !== undefined) throw new Error(`InfluxDB refuses ${query}: ${problem}`);
    return results.flatMap(({ series = [] }) => series);
  }

  async close(): Promise<void> {
    await this.#peer.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
