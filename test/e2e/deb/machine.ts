import { readFileSync } from 'node:fs';
import { launch } from '../../support/checks.ts';
import type { Ended } from '../../support/executable.ts';
import { Peer } from '../peers/peer.ts';
import { until } from '../peers/until.ts';

/** Where the machine's own root is, seen from beside it, and where it finds the packages. */
const INSIDE = '/mnt/root';
export const PACKAGES = '/srv';

/** Puts a root together that nothing outlives: what is written goes to memory. */
const BOOT = `
set -e
mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work ${INSIDE}
mount -t overlay overlay -o "lowerdir=$1,upperdir=/mnt/upper,workdir=/mnt/work" ${INSIDE}
mount -t proc proc ${INSIDE}/proc
mount --bind "$2" ${INSIDE}${PACKAGES}
# As in every root without an init: nothing is started by packages.
printf '#!/bin/sh\\nexit 101\\n' >${INSIDE}/usr/sbin/policy-rc.d
chmod 755 ${INSIDE}/usr/sbin/policy-rc.d
# What is not in the root's own archives already would be fetched: not here.
echo 'Acquire::http::Proxy "http://127.0.0.1:9";' >${INSIDE}/etc/apt/apt.conf.d/offline
echo up
exec sleep infinity
`;

/** An own copy of a Debian root, with processes of its own; the network is this machine's. */
export class Machine {
  readonly #peer: Peer;

  private constructor(peer: Peer) {
    this.#peer = peer;
  }

  static async boot(root: string, packages: string): Promise<Machine> {
    const spaces = ['unshare', '--mount', '--pid', '--fork', '--kill-child', '--propagation', 'private'];
    const machine = new Machine(new Peer([...spaces, 'sh', '-c', BOOT, 'boot', root, packages]));
    await until('a machine', () => machine.#peer.output.includes('up') || undefined, { every: 20 });
    return machine;
  }

  /** Runs a line of shell in it. */
  run(line: string, { patience = 120_000, user = 'root' } = {}): Promise<Ended> {
    const { pid } = this.#peer;
    const first = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const within = ['nsenter', '--target', first, '--mount', '--pid', '--', 'chroot', INSIDE];
    const shell =
      user === 'root'
        ? ['bash', '--norc', '-c', line]
        : ['setpriv', `--reuid=${user}`, '--clear-groups', 'bash', '--norc', '-c', line];
    const [command = '', ...words] = [...within, ...shell];
    const env = {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: '/root',
      DEBIAN_FRONTEND: 'noninteractive',
      LC_ALL: 'C.UTF-8',
    };
    return launch(command, words, { patience, env }).ended;
  }

  /** What a line prints that has to succeed. */
  async told(line: string, options?: { patience?: number; user?: string }): Promise<string> {
    const { code, stdout, stderr } = await this.run(line, options);
    if (code !== 0) throw new Error(`${line}: ${code}\n${stdout}${stderr}`);
    return stdout;
  }

  /**
   * Every file, with what it is, its mode and its owner; without what apt, dpkg, adduser and logs remember of what was done.
   */
  async files(): Promise<string[]> {
    const places = [
      '/proc',
      '/run',
      '/srv',
      '/tmp',
      '/var/lib/dpkg',
      '/var/lib/apt',
      '/var/log',
      '/var/cache',
    ];
    const backups = ['passwd', 'shadow', 'group', 'gshadow', 'subuid', 'subgid'].map(
      (name) => `/etc/${name}-`,
    );
    const pruned = [...places, ...backups].map((path) => `-path ${path} -prune -o`).join(' ');
    const listed = await this.told(`find / ${pruned} -printf '%p %y %m %u:%g %l\\n' | LC_ALL=C sort`);
    return listed
      .trim()
      .split('\n')
      .map((line) => line.trimEnd());
  }

  /** Ends it and all its processes. */
  async halt(): Promise<void> {
    await this.#peer.kill();
  }
}
