import { describe, expect, it } from 'vitest';
import { Nagios } from './nagios.ts';
import { objectFiles, shipped, takenOut } from './objects.ts';

type Change = (text: string, name: string) => string;

/** What `nagios4 -v` says of shipped files, each as `change` leaves it. */
async function verified(names: readonly string[], change: Change = (text) => text): Promise<string> {
  const nagios = new Nagios('/usr/lib/nagios/plugins');
  try {
    for (const name of names) nagios.object(name, change(shipped(name), name));
    return nagios.verify();
  } finally {
    await nagios.close();
  }
}

const WELL = /Total Warnings: 0\nTotal Errors: {3}0\n/;
const BASE = ['commands.cfg', 'templates.cfg'];

describe('nagios4 -v', () => {
  it('finds nothing wrong with all object files together', async () => {
    expect(objectFiles().length).toBeGreaterThan(5);
    expect(await verified(objectFiles())).toMatch(WELL);
  });

  const alternatives = objectFiles().filter((name) => ![...BASE, 'services.cfg', 'host.cfg'].includes(name));

  it.each([['services.cfg', 'host.cfg'], ...alternatives.map((name) => [name])].map((names) => [names]))(
    'finds nothing wrong with %s beside commands and templates alone',
    async (names) => {
      expect(await verified([...BASE, ...names])).toMatch(WELL);
    },
  );

  const opened: Change = (text, name) =>
    name === 'host.cfg' ? text.replaceAll(/^( *)#(?=\S| {4})/gm, '$1') : text;
  const ALL = [...BASE, 'services.cfg', 'host.cfg'];

  it('finds nothing wrong with what host.cfg shows as comments, once services.cfg leaves room for it', async () => {
    const said = await verified(ALL, (text, name) =>
      name === 'services.cfg' ? takenOut(text, 'synology-drive-sync', 'nas') : opened(text, name),
    );
    expect(said).toMatch(WELL);
    expect(said).not.toContain('Duplicate definition');
    expect(said).toContain('Checked 6 services.');
  });

  it('does find that a service is there twice', async () => {
    expect(await verified(ALL, opened)).toContain('Duplicate definition');
  });

  it('does find what is wrong', async () => {
    const misspelt = (text: string) => text.replace('check_command ', 'check_comand ');
    expect(await verified(objectFiles(), misspelt)).not.toMatch(WELL);
    const nobody = (text: string) => text.replaceAll(/^ *contact_groups .*$/gm, '');
    expect(await verified(objectFiles(), nobody)).toMatch(/Total Warnings: [1-9]/);
  });
});
