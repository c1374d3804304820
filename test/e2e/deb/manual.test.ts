import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookwormRoot } from '../../support/executable.ts';
import { Machine, PACKAGES } from './machine.ts';
import { CURRENT, FOLDER, requireCurrent } from './packages.ts';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: Record<string, string> };
const PROGRAMS = ['synology-drive', ...Object.keys(bin)];

let machine: Machine;
beforeAll(async () => {
  requireCurrent();
  machine = await Machine.boot(bookwormRoot(), FOLDER);
  await machine.told(`cd ${PACKAGES} && apt-get install --yes --quiet ./${CURRENT}`);
});
afterAll(() => machine.halt());

const PAGES: [string, string][] = [
  ...PROGRAMS.map((name): [string, string] => ['1', name]),
  ['5', 'bridge.yaml'],
];

describe('an administrator at the shell', () => {
  it.each(PAGES)('man %s %s opens without a complaint', async (section, name) => {
    const { code, stdout, stderr } = await machine.run(`MANWIDTH=80 man --warnings ${section} ${name}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^${name.toUpperCase()}\\(${section}\\)`, 'i'));
    expect(stdout).toMatch(/\nNAME\n/);
  });

  it('reads the same version and day at the foot of every page', async () => {
    const folders = '/usr/share/man/man1/*synology* /usr/share/man/man5/bridge.yaml*';
    const heads = (await machine.told(`zcat ${folders} | grep '^\\.TH '`)).trim().split('\n');
    expect(heads).toHaveLength(PAGES.length);
    const feet = new Set(heads.map((head) => head.replace(/^\.TH \S+ \d /, '')));
    expect([...feet]).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\d "synology\\-drive\\-monitoring \d+\.\S+" Drive$/),
    ]);
  });

  it.each(Object.keys(bin))('bash completes an option of %s', async (name) => {
    const line = `. /usr/share/bash-completion/bash_completion; _completion_loader ${name}; complete -p ${name}
      function=$(complete -p ${name} | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
      COMP_WORDS=(${name} --hel) COMP_CWORD=1 COMP_LINE='${name} --hel' COMP_POINT=\${#COMP_LINE}
      $function ${name} --hel ${name}; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(await machine.told(line)).toMatch(/^--help ?$/m);
  });

  it.each(PROGRAMS)('zsh knows a completion of %s', async (name) => {
    const line = `zsh -f -c 'autoload -U compinit && compinit -D && print $_comps[${name}]'`;
    expect(await machine.told(line)).toBe('_synology-drive\n');
  });
});
