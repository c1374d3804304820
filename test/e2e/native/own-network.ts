import { launch } from '../../support/checks.ts';
import type { Ended } from '../../support/executable.ts';

const env = { PATH: process.env.PATH ?? '' };

const isolate = (line: string, ...words: readonly string[]) =>
  launch('unshare', ['--mount', '--net', '/bin/sh', '-c', line, ...words], { env }).ended;

/** A machine whose network is its own loopback and what `prepare`, lines of shell, makes of it. */
export interface OwnNetwork {
  readonly prepare?: string;
  /** Files that stand for its /etc/hosts and its /etc/resolv.conf. */
  readonly hosts: string;
  readonly resolv: string;
}

/** Runs a command there, to its end. */
export function runInOwnNetwork(
  { prepare = '', hosts, resolv }: OwnNetwork,
  command: readonly string[],
): Promise<Ended> {
  const mount = 'mount --bind "$0" /etc/hosts; mount --bind "$1" /etc/resolv.conf; shift';
  return isolate(`ip link set lo up\n${mount}\n${prepare}\nexec "$@"`, hosts, resolv, ...command);
}
