import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What Icinga says of a configuration. */
export interface Judgement {
  readonly valid: boolean;
  /** Everything that is not mere information. */
  readonly complaints: readonly string[];
  /** Objects by type, each `host!service` or a plain name, sorted. */
  readonly objects: (type: string) => string[];
  /** All attributes of objects, as Icinga prints them. */
  readonly details: (type: string) => string;
}

/** Icinga's own constants, of a machine that has nothing but what a test gives it. */
const BASE = `const PluginDir = "/usr/lib/nagios/plugins"
include <itl>
include <plugins>
`;

/** Reads configuration with the real `icinga2 daemon -C`, in a folder of its own. */
export class Validation {
  readonly #folder = mkdtempSync(join(tmpdir(), 'synology-drive-e2e-icinga2-'));

  get #constants(): string[] {
    return ['DataDir', 'CacheDir', 'LogDir', 'InitRunDir'].map((name) => `-D${name}=${this.#folder}/${name}`);
  }

  /** Judges these files, by name, read in this order. */
  judge(
    files: Readonly<Record<string, string>>,
    constants: Readonly<Record<string, string>> = {},
  ): Judgement {
    for (const [name, text] of Object.entries(files)) this.#write(name, text);
    const includes = Object.keys(files).map((name) => `include "${join(this.#folder, 'etc', name)}"\n`);
    const own = { NodeName: 'localhost', ZoneName: 'localhost', ...constants };
    const given = Object.entries(own).map(([name, value]) => `const ${name} = "${value}"\n`);
    this.#write('icinga2.conf', [...given, BASE, ...includes].join(''));
    // It reads as the user that Debian's Icinga runs as.
    for (const name of ['DataDir', 'CacheDir', 'LogDir', 'InitRunDir/icinga2'])
      mkdirSync(join(this.#folder, name), { recursive: true });
    execFileSync('chown', ['-R', 'nagios:nagios', this.#folder]);
    const { status, stdout } = this.#icinga2('daemon', '-C', '-c', join(this.#folder, 'etc/icinga2.conf'));
    return {
      valid: status === 0,
      complaints: stdout.split('\n').filter((line) => line !== '' && !/ information\//.test(line)),
      objects: (type) =>
        [...this.#list(type).matchAll(/^Object '([^']*)'/gm)].map(([, name = '']) => name).sort(),
      details: (type) => this.#list(type),
    };
  }

  #list = (type: string): string => this.#icinga2('object', 'list', '--type', type).stdout;

  #icinga2(...args: readonly string[]) {
    return spawnSync('icinga2', [...args, ...this.#constants], { encoding: 'utf8' });
  }

  #write(name: string, text: string): void {
    const path = join(this.#folder, 'etc', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
