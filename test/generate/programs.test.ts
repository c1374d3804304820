import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { programs } from '../../src/generate/programs/programs.ts';
import { everyCheck } from '../../src/nagios/checks/all.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Variables that the sources of a folder read. */
function variablesRead(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'));
  return texts.flatMap((text) => [...text.matchAll(/\benv\.([A-Z][A-Z_]+)/g)].map(([, name = '']) => name));
}

/** Variables that some manual page names. */
const described = new Set(
  programs(everyCheck()).flatMap(({ environment }) => environment.map(({ word }) => word)),
);

describe('the executables as they are documented', () => {
  it('are those of the package', () => {
    const { bin } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      bin: Record<string, string>;
    };
    expect(
      programs(everyCheck())
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(bin).sort());
  });

  it('have what is asked of any list of checks', () => {
    const [health] = everyCheck();
    const made = health ? programs([{ ...health, id: 'other', about: 'Another check' }]) : [];
    expect(made[0]).toMatchObject({ name: 'check_synology_drive_other', about: 'Another check' });
    expect(made).toHaveLength(programs(everyCheck()).length - everyCheck().length + 1);
  });

  it.each(['src/dsm', 'src/nagios', 'src/doctor', 'homeassistant'])(
    'name every variable that %s reads',
    (folder) => {
      expect(variablesRead(folder).filter((name) => !described.has(name))).toEqual([]);
    },
  );

  it('read some variables at all', () => {
    expect(variablesRead('src/dsm')).toContain('MP_STATE_PATH');
    expect(variablesRead('src/nagios')).toContain('SYNOLOGY_PASSWORD');
  });
});
