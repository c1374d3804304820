import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the programs are that are no part of this project. */
export type Peers = {
  readonly checkHttp: string;
  /** The interpreter of a virtual environment with nagiosplugin and requests. */
  readonly python: string;
  /** GNU time. */
  readonly time: string;
  /** `Python 3.11.2, nagiosplugin 1.4.0, requests 2.32.3, check_http v2.3.3` */
  readonly versions: string;
};

const CHECK_HTTP = '/usr/lib/nagios/plugins/check_http';
/** The distribution's, as its plugins use it, not whichever stands first in PATH. */
const SYSTEM_PYTHON = '/usr/bin/python3';
const TIME = '/usr/bin/time';
const VENV = resolve('node_modules/.cache/bench/venv');
const PACKAGES = ['nagiosplugin', 'requests'];

const PRINT_VERSIONS = `
import platform, importlib.metadata as m, ${PACKAGES.join(', ')}
print(', '.join(['Python ' + platform.python_version()] + [p + ' ' + m.version(p) for p in '${PACKAGES.join(' ')}'.split()]))`;

const missing = (what: string, why = '') =>
  new Error(`${what} is missing: run test/bench/install-peers.sh as root${why && `\n${why}`}`);

function require(file: string): string {
  if (!existsSync(file)) throw missing(file);
  return file;
}

function run(file: string, args: readonly string[], what: string): string {
  const { status, stdout, stderr, error } = spawnSync(file, args, { encoding: 'utf8' });
  if (status === 0) return stdout.trim();
  throw missing(what, error?.message ?? (stderr || stdout).trim());
}

/** The virtual environment's interpreter, made once: `node_modules/.cache` goes when node_modules goes. */
function pythonPeer(): string {
  const python = join(VENV, 'bin/python');
  const ready = spawnSync(python, ['-c', `import ${PACKAGES.join(', ')}`]).status === 0;
  if (ready) return python;
  run(require(SYSTEM_PYTHON), ['-m', 'venv', '--clear', VENV], 'python3-venv');
  run(python, ['-m', 'pip', 'install', '--quiet', ...PACKAGES], `${PACKAGES.join(' and ')}, by pip,`);
  return python;
}

/** Finds every peer, or throws an Error that says what to install: none is ever left out. */
export function findPeers(): Peers {
  const [checkHttp, time] = [require(CHECK_HTTP), require(TIME)];
  const python = pythonPeer();
  // A monitoring plugin ends with 3 after telling its version.
  const { stdout } = spawnSync(checkHttp, ['--version'], { encoding: 'utf8' });
  const versions = `${run(python, ['-c', PRINT_VERSIONS], 'Python')}, ${stdout.replace(/ \(.*/s, '')}`;
  return { checkHttp, python, time, versions };
}
