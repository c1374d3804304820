import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BASH_FILE } from '../../src/generate/completion/bash.ts';
import { programs } from '../../src/generate/programs/programs.ts';
import { everyCheck } from '../../src/nagios/checks/all.ts';

const SCRIPT = resolve(import.meta.dirname, '../..', BASH_FILE);

/** What bash itself does on Tab: calls the function that is registered for the command. */
const ON_TAB = `
source "$SCRIPT"
[[ $(complete -p "$1") =~ -F\\ ([^ ]+) ]] || exit 1
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
"\${BASH_REMATCH[1]}" "$1" "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "\${COMPREPLY[@]}"
`;

const folder = mkdtempSync(join(tmpdir(), 'synology-drive-bash-'));
mkdirSync(join(folder, 'folder'));
writeFileSync(join(folder, 'nas secret'), '');
afterAll(() => rmSync(folder, { recursive: true }));

/** The words that Tab offers for the last of these. */
function offered(...words: string[]): string[] {
  const output = execFileSync('bash', ['--norc', '--noprofile', '-c', ON_TAB, 'bash', ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', SCRIPT },
    encoding: 'utf8',
  });
  return output.split('\n').filter(Boolean);
}

const HEALTH = 'check_synology_drive_health';

describe('completion in bash', () => {
  it.each(programs(everyCheck()).map(({ name, options, verbs }) => [name, options, verbs] as const))(
    'offers every option and verb of %s',
    (name, options, verbs) => {
      const expected = [...options.map((option) => `--${option.name}`), ...verbs.map(({ word }) => word)];
      expect(offered(name, '').sort()).toEqual(expected.sort());
      expect(offered('synology-drive', name, '').sort()).toEqual(expected.sort());
    },
  );

  it.each([
    [
      ['--timeout-state', ''],
      ['ok', 'warning', 'unknown', 'critical'],
    ],
    [['--timeout-state', 'cr'], ['critical']],
    [['--timeout-state', '=', 'w'], ['warning']],
    [
      ['--timeout-state', '='],
      ['ok', 'warning', 'unknown', 'critical'],
    ],
    [
      ['--api', 'd'],
      ['documented', 'dsm'],
    ],
    [['--password-file', 'nas'], ['nas secret']],
    [
      ['--ca-file', ''],
      ['folder', 'nas secret'],
    ],
    [['--session-dir', ''], ['folder']],
    [['-w', ''], []],
    [['-H', 'nas', '--plain'], ['--plain-http']],
    [['--extra-opts', '--plain'], ['--plain-http']],
    [['--nonsense'], []],
    [['--extra-opts', '='], []],
    [['--insecure', '='], []],
    [['--fingerprint', 'AB', ':'], []],
    [['--fingerprint', 'AB', ':', 'CD', ':', 'E'], []],
    [['-H', 'fe80', ':'], []],
    [['-H', 'fe80', '::', '1', '--plain'], ['--plain-http']],
    [['-H', 'fe80', '::', '--plain'], ['--plain-http']],
    [['--timeout-state', '=', 'ok', '--plain'], ['--plain-http']],
  ])('offers after check_synology_drive_health %j: %j', (words, expected) => {
    expect(offered(HEALTH, ...words).sort()).toEqual([...expected].sort());
  });

  it.each([
    [
      ['check_synology_drive_last_sync', '--basis', ''],
      ['auto', 'seen', 'sync'],
    ],
    [
      ['synology-drive-simulator', '--dialect', ''],
      ['documented', 'dsm'],
    ],
    [
      ['synology-drive-bridge', '-c', ''],
      ['folder', 'nas secret'],
    ],
    [['synology-drive-bridge', 'check'], ['check-config']],
    [['check_synology_drive_sync', '--state', 'paused', '='], []],
    [['check_synology_drive_sync', '--state', '=', 'paused', '='], []],
    [['check_synology_drive_sync', '--require', 'backup', '='], []],
    [['synology-drive-bridge', 'run', 'c'], []],
    [['synology-drive-bridge', '--config', 'f', 'check'], ['check-config']],
    [['synology-drive-bridge', '--config', '=', 'f', '--once', 'check'], ['check-config']],
    [['synology-drive-bridge', '--config', 'f', 'run', 'c'], []],
    [['synology-drive', 'synology-drive-bridge', '--config', 'f', 'check'], ['check-config']],
    [['synology-drive-doctor', '-H', 'nas', 'lo'], []],
    [['/usr/lib/nagios/plugins/check_synology_drive_sync', '--stal'], ['--stalled']],
    [['synology-drive', 'synology-drive-d'], ['synology-drive-doctor']],
    [['synology-drive', 'synology-drive-doctor', 'lo'], ['login']],
  ])('offers for %j: %j', ([command = '', ...words], expected) => {
    // bash looks a command up by its last part when it was typed with its folder.
    const typed = command.startsWith('/') ? (command.split('/').at(-1) ?? '') : command;
    expect(offered(typed, ...words).sort()).toEqual(expected);
  });
});
