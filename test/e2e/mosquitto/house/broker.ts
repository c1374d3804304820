import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../peers/free-port.ts';
import { Lives } from '../../peers/lives.ts';
import { until } from '../../peers/until.ts';
import { type BrokerOptions, configurationOf, DATABASE, ONLOOKER, type Scheme } from './broker-options.ts';

/** Debian's mosquitto with ports and a folder of its own. It keeps its retained messages from one start to the next. */
export class Broker {
  readonly #folder = mkdtempSync(join(tmpdir(), 'synology-drive-broker-'));
  readonly #options: BrokerOptions;
  readonly #ports: ReadonlyMap<Scheme, number>;
  readonly #lives = new Lives();

  private constructor(options: BrokerOptions, ports: ReadonlyMap<Scheme, number>) {
    this.#options = options;
    this.#ports = ports;
  }

  /** Has its ports, and does not listen yet. */
  static async prepare(options: BrokerOptions): Promise<Broker> {
    const ports = new Map<Scheme, number>();
    for (const scheme of new Set<Scheme>(['mqtt', ...(options.schemes ?? [])]))
      ports.set(scheme, await freePort());
    return new Broker(options, ports);
  }

  portOf(scheme: Scheme = 'mqtt'): number {
    const port = this.#ports.get(scheme);
    if (port === undefined) throw new Error(`this broker does not listen for ${scheme}`);
    return port;
  }

  urlOf(scheme: Scheme = 'mqtt'): string {
    return `${scheme}://127.0.0.1:${this.portOf(scheme)}`;
  }

  /** All it has said, of every run. */
  get log(): string {
    return this.#lives.log;
  }

  /** How often a client with such an id was let in. */
  connects(id: string): number {
    return this.log.split('\n').filter((line) => line.includes(`New client connected`) && line.includes(id))
      .length;
  }

  async start(): Promise<void> {
    if (this.#options.accounts) this.setAccounts(this.#options.accounts);
    const lines = configurationOf(this.#options, this.#ports, this.#folder);
    writeFileSync(this.#at('mosquitto.conf'), `${lines.join('\n')}\n`);
    this.#lives.begin(['mosquitto', '-c', this.#at('mosquitto.conf')], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      patience: 3000,
    });
    for (const port of this.#ports.values())
      await until('mosquitto to listen', () => accepts(port), { within: 15_000, every: 25 });
  }

  async stop(): Promise<void> {
    this.thaw();
    await this.#lives.stop();
  }

  /** As a power failure would end it. */
  kill(): Promise<void> {
    return this.#lives.kill();
  }

  /** Everything retained is gone when it starts again, as with a broker that keeps nothing. */
  forget(): void {
    rmSync(this.#at(DATABASE), { force: true });
  }

  /** Neither reads nor answers any more, and hangs up on nobody. */
  freeze(): void {
    this.#lives.signal('SIGSTOP');
  }

  thaw(): void {
    this.#lives.signal('SIGCONT');
  }

  /** Writes what is retained to its disk now, as it does from time to time. */
  async save(): Promise<void> {
    this.forget();
    this.#lives.signal('SIGUSR1');
    // It is written under another name first.
    const isThere = () => existsSync(this.#at(DATABASE)) || undefined;
    await until('mosquitto to save', isThere, { within: 10_000, every: 25 });
  }

  /** Other accounts, which it heeds from now on. */
  setAccounts(accounts: Readonly<Record<string, string>>): void {
    const everybody = { ...accounts, [ONLOOKER.username]: ONLOOKER.password };
    rmSync(this.#at('passwords'), { force: true });
    for (const [index, [name, password]] of Object.entries(everybody).entries())
      execFileSync('mosquitto_passwd', [
        ...(index === 0 ? ['-c'] : []),
        '-b',
        this.#at('passwords'),
        name,
        password,
      ]);
    this.#lives.signal('SIGHUP');
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #at(name: string): string {
    return join(this.#folder, name);
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
