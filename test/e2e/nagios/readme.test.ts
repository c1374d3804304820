import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Folder, makeFolder } from '../../support/executable.ts';
import { commandsOf, README } from '../../support/readme.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const section = README.split(/^## Nagios and Naemon in 5 minutes$/m)[1]?.split(/^## /m)[0] ?? '';
const [local = '', remote = ''] = section.split(/^### /m);

let folder: Folder;

/** Debian's own configuration of Nagios, in a folder of its own. */
beforeAll(() => {
  folder = makeFolder();
  chmodSync(folder.path, 0o755);
});
afterAll(() => folder.remove());

function freshNagios(): void {
  const copy = join(folder.path, 'nagios4');
  execFileSync('rm', ['-rf', copy]);
  cpSync('/etc/nagios4', copy, { recursive: true });
  const config = join(copy, 'nagios.cfg');
  writeFileSync(config, readFileSync(config, 'utf8').replaceAll('/etc/nagios4', copy));
  execFileSync('chown', ['-R', 'root:nagios', copy]);
}

/** Types the commands of a part of the README, and hands back what Nagios says in the end. */
function type(part: string): string {
  freshNagios();
  const outputs = commandsOf(part)
    .map(({ command }) => command)
    .filter((command) => /^sudo (install .*\/etc\/nagios4|nagios4)/.test(command))
    .map((command) => command.replace(/^sudo /, '').replaceAll('/etc/nagios4', join(folder.path, 'nagios4')))
    .map((command) =>
      execFileSync('bash', ['-c', command], { cwd: ROOT, encoding: 'utf8', env: ENVIRONMENT }),
    );
  return outputs.at(-1) ?? '';
}

const ENVIRONMENT = { PATH: `/usr/sbin:/usr/bin:/sbin:/bin:${process.env.PATH}` };
const counted = (said: string, what: string) => Number(new RegExp(`Checked (\\d+) ${what}`).exec(said)?.[1]);

describe("the README's way into Debian's Nagios", () => {
  const VERIFY = '\n```sh\nsudo nagios4 -v /etc/nagios4/nagios.cfg\n```\n';

  it('adds a host with six services to what is there, and no warning', () => {
    const before = type(VERIFY);
    const after = type(local);
    expect(after).toMatch(/Total Warnings: 0\nTotal Errors: {3}0\n/);
    expect(counted(after, 'hosts') - counted(before, 'hosts')).toBe(1);
    expect(counted(after, 'services') - counted(before, 'services')).toBe(6);
  });

  it('adds as much by NRPE', () => {
    const [before, after] = [type(VERIFY), type(`${remote}${VERIFY}`)];
    expect(after).toMatch(/Total Warnings: 0\nTotal Errors: {3}0\n/);
    expect(counted(after, 'services') - counted(before, 'services')).toBe(6);
  });

  it('shows a host that Nagios takes in place of the example', () => {
    type(local);
    const [, host = ''] = /^ *```nagios\n([\s\S]*?)^ *```$/m.exec(local) ?? [];
    const target = join(folder.path, 'nagios4/conf.d/synology-drive/host.cfg');
    writeFileSync(target, host.replaceAll(/^ {3}/gm, ''));
    const config = join(folder.path, 'nagios4/nagios.cfg');
    const said = execFileSync('nagios4', ['-v', config], { encoding: 'utf8', env: ENVIRONMENT });
    expect(said).toMatch(/Total Warnings: 0\nTotal Errors: {3}0\n/);
  });
});
