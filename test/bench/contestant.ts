import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Peers } from './peers.ts';
import type { Place } from './place.ts';
import { API, METHODS, QUESTIONS, type Question } from './question.ts';

export type Rival = 'node' | 'ours' | 'native' | 'check_http' | 'Python';

/** A program that asks one question, and what it says when it has had its answer. */
export type Contestant = {
  readonly rival: Rival;
  /** Undefined: asks nothing. */
  readonly question: Question | undefined;
  readonly command: (place: Place) => readonly [file: string, ...args: string[]];
  readonly expected: RegExp;
};

/** A folder to work in, and the file of the authority that the NAS's certificate comes from. */
export type Ground = { readonly folder: string; readonly caFile: string };

const EXPECTED: Readonly<Record<Question, readonly [ours: RegExp, python: RegExp]>> = {
  connections: [
    /^DRIVE CONNECTIONS OK - 25 connections: 15 desktop, 8 mobile, 2 web \| total=25;/,
    /^DRIVE CONNECTIONS OK - 25 total, 15 desktop, 8 mobile, 2 web \| /,
  ],
  clients: [
    /^DRIVE CLIENTS OK - .*\| connections=20000;.* users=500;/,
    /^DRIVE CLIENTS OK - 20000 total, 500 users, 40 max_per_user \| /,
  ],
};

const bare: Contestant = {
  rival: 'node',
  question: undefined,
  command: () => [process.execPath, '-e', '0'],
  expected: /^$/,
};

/** Alone in its folder, as an administrator copies it, with no package.json near. */
function ours(
  rival: 'ours' | 'native',
  built: string,
  question: Question,
  { folder: ground, caFile }: Ground,
): Contestant {
  const name = `check_synology_drive_${question}`;
  const folder = join(ground, rival);
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true });
  copyFileSync(resolve(built, name), file);
  const password = join(folder, 'password');
  writeFileSync(password, 'monitor\n', { mode: 0o600 });
  const account = ['-u', 'monitor', '--password-file', password, '--session-dir', join(folder, 'state')];
  return {
    rival,
    question,
    command: ({ port, scheme }) => {
      const trust = scheme === 'https' ? ['--ca-file', caFile] : ['--plain-http'];
      return [file, '-H', '127.0.0.1', '-p', String(port), ...trust, ...account];
    },
    expected: EXPECTED[question][0],
  };
}

/** It has no option for an authority and verifies nothing: what it saves by that is in its favour. */
function checkHttp(question: Question, { checkHttp }: Peers): Contestant {
  return {
    rival: 'check_http',
    question,
    command: ({ port, scheme, sid }) => {
      const form = `api=${API}&version=1&method=${METHODS[question]}&_sid=${sid}`;
      const where = ['-H', '127.0.0.1', '-p', String(port), ...(scheme === 'https' ? ['-S'] : [])];
      return [checkHttp, ...where, '-u', '/webapi/entry.cgi', '-P', form, '-s', '"success":true'];
    },
    expected: /^HTTP OK: HTTP\/1\.1 200 OK/,
  };
}

function python(question: Question, { python }: Peers, { caFile }: Ground): Contestant {
  return {
    rival: 'Python',
    question,
    command: ({ url, scheme, sid }) => {
      const trust = scheme === 'https' ? ['--ca-file', caFile] : [];
      return [python, resolve('test/bench/peer.py'), question, '--url', url, `--sid=${sid}`, ...trust];
    },
    expected: EXPECTED[question][1],
  };
}

export function contestants(peers: Peers, ground: Ground): readonly Contestant[] {
  const askers = QUESTIONS.flatMap((question) => [
    ours('ours', 'dist', question, ground),
    ours('native', `dist/native/linux-${process.arch}`, question, ground),
    checkHttp(question, peers),
    python(question, peers, ground),
  ]);
  return [bare, ...askers];
}
