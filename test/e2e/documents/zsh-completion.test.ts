import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ZSH_FILE } from '../../../src/generate/completion/zsh.ts';
import { programs } from '../../../src/generate/programs/programs.ts';
import { everyCheck } from '../../../src/nagios/checks/all.ts';

const COMPLETION = resolve(import.meta.dirname, '../../..', ZSH_FILE, '..');

/**
 * An interactive zsh on a terminal of its own, in which somebody types words and presses Tab. What the completion
 * system would offer is noted where it is handed over, so that no screen has to be read.
 */
const ON_TAB = `
zmodload zsh/zpty
zpty shell zsh -f -i
read_until() { local text; zpty -r -m shell text "*$1*" }
type() { zpty -w shell "$1" }
type "PS1=; PS2=; unsetopt zle_bracketed_paste 2>/dev/null; fpath=($COMPLETION \\$fpath); autoload -Uz compinit; compinit -D -u"
type 'zstyle ":completion:*" list-grouped false; LISTMAX=0; zmodload zsh/complist'
type 'compadd() { local -a given; builtin compadd -O given "$@"; print -rl -- $given >> "$OFFERED"; builtin compadd "$@" }'
type 'print re''ady'
read_until ready || exit $NO_TERMINAL
zpty -w -n shell "$TYPED"$'\\t'
zpty -w -n shell $'\\C-u'
type 'print do''ne'
read_until done || exit $NO_TERMINAL
zpty -d shell
`;

const folder = mkdtempSync(join(tmpdir(), 'synology-drive-zsh-'));
mkdirSync(join(folder, 'folder'));
writeFileSync(join(folder, 'nas.secret'), '');
afterAll(() => rmSync(folder, { recursive: true }));

/** Ends the script where its terminal was read before the inner shell had opened it, which looks like its end. */
const NO_TERMINAL = 9;

/** What the completion system handed over, or nothing where there was no terminal to type on. */
function pressTab(typed: string): Promise<string | undefined> {
  const file = join(mkdtempSync(join(folder, '.run-')), 'offered');
  writeFileSync(file, '');
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    TERM: 'vt100',
    COMPLETION,
    TYPED: typed,
    OFFERED: file,
    NO_TERMINAL: String(NO_TERMINAL),
  };
  return new Promise((done, fail) => {
    execFile('zsh', ['-f', '-c', ON_TAB], { cwd: folder, env, timeout: 30_000 }, (error, stdout, stderr) => {
      if (!error) done(readFileSync(file, 'utf8'));
      else if (error.code === NO_TERMINAL) done(undefined);
      else fail(new Error(`${error.message}\n${stdout}${stderr}`));
    });
  });
}

async function offered(typed: string): Promise<string[]> {
  for (let tries = 0; tries < 5; tries += 1) {
    const text = await pressTab(typed);
    if (text !== undefined) return [...new Set(text.split('\n').filter(Boolean))].sort();
  }
  throw new Error('zsh never got a terminal');
}

describe('completion in zsh', () => {
  it.each(programs(everyCheck()).map(({ name, options }) => [name, options] as const))(
    'offers every option of %s',
    async (name, options) => {
      const names = (await offered(`${name} --`)).map((word) => word.replace(/=.*$/, ''));
      expect(names).toEqual(options.map((option) => `--${option.name}`).sort());
    },
  );

  it.each([
    ['check_synology_drive_health --timeout-state ', ['critical', 'ok', 'unknown', 'warning']],
    ['check_synology_drive_health --api d', ['documented', 'dsm']],
    ['check_synology_drive_last_sync --basis ', ['auto', 'seen', 'sync']],
    ['check_synology_drive_health --password-file n', ['nas.secret']],
    ['check_synology_drive_health --session-dir ', ['folder']],
    ['synology-drive-bridge c', ['check-config', 'clean']],
    ['synology-drive synology-drive-d', ['synology-drive-doctor']],
    ['synology-drive synology-drive-doctor --rec', ['--record']],
  ])('offers after %j: %j', async (typed, expected) => {
    expect((await offered(typed)).map((word) => word.replace(/=$/, ''))).toEqual(expected);
  });
});
