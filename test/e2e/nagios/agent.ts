import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { type Folder, makeFolder } from '../../support/executable.ts';
import { freePort } from '../peers/free-port.ts';
import { Peer } from '../peers/peer.ts';
import { until } from '../peers/until.ts';
import { asNagios } from './nagios.ts';
import { shipped } from './objects.ts';
import { DEBIAN_PLUGINS } from './site.ts';

/** The shipped ini file, edited for a NAS; flags have no value. */
export const editedIni = (
  entries: Readonly<Record<string, string | number>>,
  flags: readonly string[],
): string =>
  Object.entries(entries)
    .reduce(
      (text, [key, value]) => text.replace(new RegExp(`^#?${key} =.*$`, 'm'), () => `${key} = ${value}`),
      shipped('monitoring-plugins.ini').replace(/^password-file = .*$/m, ''),
    )
    .replace(/^\[synology-drive\]$/m, (section) => [section, ...flags].join('\n'));

async function accepts(port: number): Promise<true> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect').finally(() => socket.destroy());
  return true;
}

/** Debian's NRPE on a machine that runs the checks. */
export class Agent {
  readonly port: number;
  readonly #folder: Folder;
  readonly #peer: Peer;

  private constructor(port: number, folder: Folder, peer: Peer) {
    [this.port, this.#folder, this.#peer] = [port, folder, peer];
  }

  /**
   * `plugins` stands for Debian's folder of plugins, `ini` for the text of monitoring-plugins.ini; `more` makes further
   * commands of the shipped ones.
   */
  static async start(plugins: string, ini: string, more: (commands: string) => string): Promise<Agent> {
    const [port, folder] = [await freePort(), makeFolder()];
    mkdirSync(`${folder.path}/nrpe.d`);
    const commands = shipped('nrpe_synology_drive.conf').replaceAll(DEBIAN_PLUGINS, plugins);
    folder.file('nrpe.d/synology_drive.cfg', commands);
    folder.file('nrpe.d/more.cfg', `${more(commands)}\n`);
    const config = folder.file(
      'nrpe.cfg',
      [
        `server_address=127.0.0.1\nserver_port=${port}\nallowed_hosts=127.0.0.1`,
        `nrpe_user=nagios\nnrpe_group=nagios\npid_file=${folder.path}/nrpe.pid`,
        `dont_blame_nrpe=0\ncommand_timeout=60\nkeep_env_vars=MP_CONFIG_FILE,HOME\ninclude_dir=${folder.path}/nrpe.d/\n`,
      ].join('\n'),
    );
    const file = folder.file('monitoring-plugins.ini', ini, 0o640);
    execFileSync('chown', ['-R', 'nagios:nagios', folder.path]);
    const PATH = `/usr/sbin:/usr/bin:/sbin:/bin:${process.env.PATH}`;
    const env = { PATH, HOME: folder.path, MP_CONFIG_FILE: file };
    const peer = new Peer(asNagios('nrpe', '-c', config, '-f'), { env });
    await until('NRPE to listen', () => accepts(port), { within: 15_000, every: 50 });
    return new Agent(port, folder, peer);
  }

  get output(): string {
    return this.#peer.output;
  }

  async close(): Promise<void> {
    await this.#peer.stop();
    this.#folder.remove();
  }
}
