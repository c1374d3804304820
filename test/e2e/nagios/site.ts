import { chmodSync, copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { executableOf } from '../../../src/nagios/check.ts';
import { everyCheck } from '../../../src/nagios/checks/all.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { fileOf } from '../../support/executable.ts';
import { Nagios } from './nagios.ts';
import { type Changes, edited, shipped } from './objects.ts';

/** Of the account on every NAS; stands in no other place. */
export const PASSWORD = 'a password that nobody may see 7d31';

export const ACCOUNTS = [{ name: 'monitor', password: PASSWORD }];

/** What Debian's packages put there, which our agents' commands ask for. */
export const DEBIAN_PLUGINS = '/usr/lib/nagios/plugins';

/** A monitoring server with Nagios, its plugins, the shipped objects, and the NASes that it is told of. */
export class Site {
  readonly nagios: Nagios;
  readonly plugins: string;
  readonly passwordFile: string;
  readonly #nases: Simulator[] = [];

  constructor(minute = 60) {
    this.nagios = new Nagios('plugins', minute);
    const { folder } = this.nagios;
    this.plugins = join(folder.path, 'plugins');
    mkdirSync(this.plugins);
    folder.file('resource.cfg', `$USER1$=${this.plugins}\n`);
    this.passwordFile = folder.file('nas.secret', `${PASSWORD}\n`, 0o640);
    for (const name of ['commands.cfg', 'templates.cfg', 'services.cfg'])
      this.nagios.object(name, shipped(name));
    for (const check of everyCheck()) this.#install(fileOf(executableOf(check)));
  }

  #install(executable: string): void {
    const file = join(this.plugins, basename(executable));
    copyFileSync(executable, file);
    chmodSync(file, 0o755);
  }

  /** A plugin of Debian's beside ours. */
  link(plugin: string): void {
    symlinkSync(join(DEBIAN_PLUGINS, plugin), join(this.plugins, plugin));
  }

  async startNas(scenario: Scenario, port = 0): Promise<Simulator> {
    const nas = await startSimulator({ port, scenario: { ...scenario, accounts: ACCOUNTS } });
    this.#nases.push(nas);
    return nas;
  }

  /** The shipped example host, edited for a NAS. */
  addHost(name: string, nas: Simulator, changes: Changes = {}, example = 'host.cfg'): void {
    const connection: Changes = {
      host_name: name,
      address: '127.0.0.1',
      _SYNOLOGY_DRIVE_PORT: nas.port,
      _SYNOLOGY_DRIVE_PASSWORD_FILE: this.passwordFile,
      _SYNOLOGY_DRIVE_COMMON_OPTIONS: '--plain-http',
    };
    this.nagios.object(`${name}.cfg`, edited(shipped(example), { ...connection, ...changes }));
  }

  async close(): Promise<void> {
    await this.nagios.close();
    await Promise.all(this.#nases.map((nas) => nas.close().catch(() => undefined)));
  }
}
