import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { Peer } from './peer.ts';
import { until } from './until.ts';

const DATABASE = 'mosquitto.db';

/** Debian's own broker on a port of its own, open to everybody on this machine; it keeps its retained messages. */
export class Mosquitto {
  readonly port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'synology-drive-e2e-mosquitto-'));
  #peer: Peer | undefined;

  private constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<Mosquitto> {
    const broker = new Mosquitto(await freePort());
    await broker.start();
    return broker;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  /** Comes back with what it had kept. */
  async start(): Promise<void> {
    const file = join(this.#folder, 'mosquitto.conf');
    const lines = [
      `listener ${this.port} 127.0.0.1`,
      'allow_anonymous true',
      'persistence true',
      `persistence_location ${this.#folder}/`,
      `persistence_file ${DATABASE}`,
      // As nobody else, or it would not be killed with the test.
      'user root',
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    this.#peer = new Peer(['mosquitto', '-c', file], { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } });
    await until('mosquitto to listen', () => accepts(this.port), { within: 15_000, every: 50 });
  }

  async stop(): Promise<void> {
    await this.#peer?.stop();
  }

  /** Everything retained is gone when it starts again, as with a broker that keeps nothing. */
  forget(): void {
    rmSync(join(this.#folder, DATABASE), { force: true });
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function accepts(port: number): Promise<true | undefined> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } finally {
    socket.destroy();
  }
}
