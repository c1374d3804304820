import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Folder, makeFolder } from '../../support/executable.ts';
import { Peer } from '../peers/peer.ts';
import { until } from '../peers/until.ts';
import { mainConfig } from './main-config.ts';
import { SURROUNDINGS } from './objects.ts';
import { readStatus, type ServiceStatus } from './status.ts';

/** Debian's user of Nagios and NRPE; what it starts is killed with the test all the same. */
export const asNagios = (...command: readonly string[]): string[] => [
  ...['setpriv', '--reuid=nagios', '--regid=nagios', '--clear-groups', '--pdeathsig', 'KILL', '--'],
  ...command,
];

const ENVIRONMENT = { PATH: `/usr/sbin:/usr/bin:/sbin:/bin:${process.env.PATH}` };

/** Debian's Nagios with a configuration and a folder of its own. */
export class Nagios {
  readonly folder: Folder = makeFolder();
  #peer: Peer | undefined;

  /** `plugins` is what `$USER1$` stands for, `minute` what Nagios takes for one, in seconds. */
  constructor(plugins: string, minute = 60) {
    for (const name of ['objects', 'results']) mkdirSync(join(this.folder.path, name));
    this.folder.file('nagios.cfg', mainConfig(this.folder.path, minute));
    this.folder.file('resource.cfg', `$USER1$=${plugins}\n`);
    this.object('surroundings.cfg', SURROUNDINGS);
  }

  object(name: string, text: string): void {
    this.folder.file(`objects/${name}`, text);
  }

  get #config(): string {
    return join(this.folder.path, 'nagios.cfg');
  }

  /** What `nagios4 -v` says. */
  verify(): string {
    this.#handOver();
    return verify(this.#config);
  }

  /** Nagios is its own user, also when it only reads. */
  #handOver(): void {
    execFileSync('chown', ['-R', 'nagios:nagios', this.folder.path]);
  }

  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#handOver();
    this.#peer = new Peer(asNagios('nagios4', this.#config), {
      env: { ...ENVIRONMENT, HOME: this.folder.path, ...env },
      cwd: this.folder.path,
    });
    await until(
      'Nagios to take commands',
      () => (existsSync(join(this.folder.path, 'nagios.cmd')) ? true : undefined),
      { within: 20_000, every: 50 },
    );
  }

  #read(name: string): string {
    const file = join(this.folder.path, name);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  services(): ServiceStatus[] {
    return readStatus(this.#read('status.dat'));
  }

  get log(): string {
    return this.#read('nagios.log');
  }

  /** Lines of the file of performance data: host, service, output, performance data. */
  get perfdata(): string[][] {
    return this.#read('perfdata')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t'));
  }

  /** How many results of a host's services were worked up so far. */
  results(host: string): number {
    return this.perfdata.filter(([of]) => of === host).length;
  }

  /** Everything that it wrote or said. */
  get said(): string {
    const files = ['nagios.log', 'status.dat', 'objects.cache', 'perfdata', 'retention.dat'];
    return [this.#peer?.output ?? '', ...files.map((name) => this.#read(name))].join('\n');
  }

  /** Has a service checked now, whenever its turn is. */
  check({ host, service }: Pick<ServiceStatus, 'host' | 'service'>): void {
    const now = Math.floor(Date.now() / 1000);
    // Without O_NONBLOCK it would wait for a Nagios that has gone.
    const pipe = openSync(join(this.folder.path, 'nagios.cmd'), constants.O_WRONLY | constants.O_NONBLOCK);
    writeSync(pipe, `[${now}] SCHEDULE_FORCED_SVC_CHECK;${host};${service};${now}\n`);
    closeSync(pipe);
  }

  /** Waits until all services are so, and says how they were where they never are. */
  async until(what: string, isSo: (service: ServiceStatus) => boolean, within = 40_000): Promise<void> {
    await until(
      what,
      () => {
        const services = this.services();
        const others = services.filter((service) => !isSo(service));
        if (services.length === 0 || others.length > 0) throw new Error(JSON.stringify(others, undefined, 1));
        return true;
      },
      { within, every: 200 },
    );
  }

  async close(): Promise<void> {
    await this.#peer?.stop();
    // A check that was running may still write there.
    rmSync(this.folder.path, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
}

/** What `nagios4 -v` says of a configuration, whatever its exit code. */
export function verify(config: string): string {
  try {
    return execFileSync('nagios4', ['-v', config], { env: ENVIRONMENT, encoding: 'utf8' });
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}
