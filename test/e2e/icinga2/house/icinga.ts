import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../../peers/free-port.ts';
import { Lives } from '../../peers/lives.ts';
import { Hopeless, until } from '../../peers/until.ts';
import { Api } from './api.ts';
import type { Authority } from './authority.ts';
import { asIcinga, giveToIcinga } from './icinga-user.ts';
import type { Site } from './site.ts';

const USER = 'tests';
const PASSWORD = 'for the tests alone';

/** Each moves with a constant; all of them must be there and belong to Icinga's user. */
const FOLDERS = ['DataDir', 'LogDir', 'CacheDir', 'SpoolDir', 'InitRunDir', 'ConfigDir'] as const;

/** What a node's configuration is made of. */
export interface NodePlan {
  /** Its name to the other nodes, and in its certificate. */
  readonly name: string;
  /** Its files by their place below the configuration's folder; `icinga2.conf` goes behind what every node has. */
  readonly files: (node: Icinga) => Readonly<Record<string, string>>;
}

/** An icinga2 process with folders, a certificate and a port of its own. */
export class Icinga {
  readonly name: string;
  readonly port: number;
  readonly site: Site;
  readonly api: Api;
  readonly #plan: NodePlan;
  readonly #lives = new Lives();

  private constructor(plan: NodePlan, site: Site, port: number, authority: Authority) {
    this.name = plan.name;
    this.#plan = plan;
    this.site = site;
    this.port = port;
    const access = { user: USER, password: PASSWORD, authority: authority.certificate };
    this.api = new Api({ ...access, port, node: plan.name });
  }

  /** Has its folders, its certificate and its port, and does not run yet. */
  static async prepare(plan: NodePlan, site: Site, authority: Authority): Promise<Icinga> {
    const node = new Icinga(plan, site, await freePort(), authority);
    for (const folder of FOLDERS) mkdirSync(node.folder(folder), { recursive: true });
    symlinkSync('/etc/icinga2/scripts', join(node.folder('ConfigDir'), 'scripts'));
    giveToIcinga(node.folder());
    await authority.admit(plan.name, node.folder('DataDir'));
    return node;
  }

  folder(which: (typeof FOLDERS)[number] | '' = ''): string {
    return join(this.site.path, 'nodes', this.name, which);
  }

  /** All it has said, of every run. */
  get log(): string {
    return this.#lives.log;
  }

  /** What it said last, for whoever wants to know why a test failed. */
  get story(): string {
    const lines = this.log.split('\n').filter((line) => !line.includes('HttpServerConnection'));
    return [`--- ${this.name}`, ...lines.slice(-40)].join('\n');
  }

  /** Every file it has written a log into. */
  get logs(): string {
    const folder = this.folder('LogDir');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    return files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8')).join('\n');
  }

  /** Writes its configuration again, as its plan is now. */
  configure(): void {
    const { 'icinga2.conf': main = '', ...files } = this.#plan.files(this);
    this.#write('icinga2.conf', this.#foundation() + main);
    for (const [name, text] of Object.entries(files)) this.#write(name, text);
  }

  /** What `icinga2 daemon -C` says of the configuration. */
  async validate(): Promise<string> {
    this.configure();
    const [file, ...args] = asIcinga('icinga2', 'daemon', '-C', ...this.#arguments());
    const { stdout } = await promisify(execFile)(file, args);
    return stdout;
  }

  async start(): Promise<void> {
    this.configure();
    const command = asIcinga('icinga2', 'daemon', ...this.#arguments());
    const path = `${this.site.plugins}:/usr/sbin:/usr/bin:/sbin:/bin`;
    this.#lives.begin(command, { env: { PATH: path }, patience: 10_000 });
    await until(`${this.name} to answer`, () => this.#answers(), { within: 30_000, every: 50 }).catch(
      (error: Error) => {
        throw new Error(`${error.message}; ${this.story}`, { cause: error.cause });
      },
    );
  }

  /** As `systemctl stop` does. */
  stop(): Promise<void> {
    return this.#lives.stop();
  }

  /** As a power failure would end it. */
  kill(): Promise<void> {
    return this.#lives.kill();
  }

  async close(): Promise<void> {
    await this.stop();
    await this.api.close();
  }

  #arguments(): string[] {
    return [
      ...['-c', join(this.folder('ConfigDir'), 'icinga2.conf')],
      ...FOLDERS.map((folder) => `-D${folder}=${this.folder(folder)}`),
      `-DZonesDir=${join(this.folder('ConfigDir'), 'zones.d')}`,
    ];
  }

  #foundation(): string {
    return `include <itl>
include <plugins>
const NodeName = "${this.name}"
const PluginDir = "${this.site.plugins}"
object CheckerComponent "checker" {
}
object NotificationComponent "notification" {
}
object ApiListener "api" {
  bind_host = "127.0.0.1"
  bind_port = ${this.port}
  accept_config = true
  accept_commands = true
}
object ApiUser "${USER}" {
  password = "${PASSWORD}"
  permissions = [ "*" ]
}
object FileLogger "debug" {
  severity = "debug"
  path = LogDir + "/debug.log"
}
`;
  }

  #write(name: string, text: string): void {
    this.site.file(join('nodes', this.name, 'ConfigDir', name), text);
  }

  async #answers(): Promise<true | undefined> {
    if (!this.#lives.running) throw new Hopeless(`${this.name} ended`);
    await this.api.ask('GET', 'status/IcingaApplication');
    return true;
  }
}
