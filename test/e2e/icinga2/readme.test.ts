import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsOf, README } from '../../support/readme.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const section = README.split(/^## Icinga 2 in 5 minutes$/m)[1]?.split(/^## /m)[0] ?? '';
const shown = commandsOf(section).map(({ command }) => command);
const copies = shown.filter((command) => /^sudo install /.test(command));

/** A copy of what Debian's package puts into /etc/icinga2, which the README's commands then change. */
const folder = mkdtempSync(join(tmpdir(), 'synology-drive-e2e-icinga2-readme-'));
const etc = join(folder, 'icinga2');
const host = join(etc, 'conf.d/synology-drive/hosts.conf');

beforeAll(() => {
  execFileSync('cp', ['-a', '/etc/icinga2', etc]);
  for (const command of copies)
    execFileSync('bash', ['-ec', command.replace(/^sudo /, '').replaceAll('/etc/icinga2', etc)], {
      cwd: ROOT,
    });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function validate(command: string) {
  const constants = ['DataDir', 'CacheDir', 'LogDir', 'InitRunDir'].map(
    (name) => `-D${name}=${folder}/${name}`,
  );
  for (const name of ['DataDir', 'CacheDir', 'LogDir', 'InitRunDir/icinga2'])
    mkdirSync(join(folder, name), { recursive: true });
  execFileSync('chown', ['-R', 'nagios:nagios', folder]);
  const [name = '', ...words] = command.replace(/^sudo /, '').split(' ');
  const { status, stdout } = spawnSync(name, [...words, '-c', join(etc, 'icinga2.conf'), ...constants], {
    encoding: 'utf8',
  });
  return {
    status,
    complaints: stdout.split('\n').filter((line) => line !== '' && !/ information\//.test(line)),
  };
}

describe("the README's five minutes", () => {
  it('copy files, have one host edited, and let Icinga look at its whole configuration', () => {
    writeFileSync(host, readFileSync(host, 'utf8').replaceAll('nas.example.com', 'office-nas.example.com'));
    const validation = shown.filter((command) => command.includes('icinga2 daemon'));
    expect(validation).toEqual(['sudo icinga2 daemon -C']);
    expect(validate(validation[0] ?? '')).toEqual({ status: 0, complaints: [] });
  });

  it('name a basket for Director that is there', () => {
    const [, basket = ''] = /basket restore < (\S+)/.exec(section) ?? [];
    expect(existsSync(join(ROOT, basket))).toBe(true);
  });

  it.each([...section.matchAll(/`([\w-]+\.(?:conf|json))`/g)].map(([, name = '']) => name))(
    'name %s, which is shipped or of Icinga',
    (name) => {
      const shipped = ['', 'director/', '../nagios/'].some((sub) =>
        existsSync(join(ROOT, 'plugins/icinga2', sub, name)),
      );
      expect(shipped || existsSync(join('/etc/icinga2', name))).toBe(true);
    },
  );
});
