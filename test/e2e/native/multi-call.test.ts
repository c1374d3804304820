import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { artefactNamed, fileOf } from '../../support/executable.ts';

const FILE = fileOf('synology-drive', artefactNamed('native'));

/** The file with a name that it is called by, as a link or a shell's `exec -a` gives it one. */
function run(argv0: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(FILE, args, { argv0, encoding: 'utf8', timeout: 10_000 });
  return { status, stderr, complaint: stdout.split('\n')[0], stdout };
}

it.each([
  ['synology-drive', [], 'which executable?'],
  ['synology-drive', ['-H', 'nas'], 'which executable?'],
  ['', [], 'which executable?'],
  ['synology-drive', ['check_synology_drive_helth'], 'no executable check_synology_drive_helth'],
  ['synology-drive', ['constructor'], 'no executable constructor'],
  ['synology-drive', ['__proto__'], 'no executable __proto__'],
  ['synology-drive', ['hasOwnProperty', '-h'], 'no executable hasOwnProperty'],
  ['synology-drive', ['a|b;\u001b[31m$x'], 'no executable a?b?31m?x'],
  ['/opt/plugins/toString', ['check_synology_drive_helth'], 'no executable check_synology_drive_helth'],
  ['/opt/plugins/__proto__', ['-h', '-H', 'nas'], undefined],
  ['/opt/plugins/check_drive', ['-H', 'nas'], 'no executable check_drive'],
  ['check_synology_drive_health.exe', [], 'no executable check_synology_drive_health.exe'],
] as const)('called %j with %j names what there is, and is UNKNOWN', (argv0, args, complaint) => {
  const ended = run(argv0, ...args);
  const help = complaint === undefined;
  expect(ended).toMatchObject({ status: help ? 0 : 3, stderr: '' });
  if (!help) expect(ended.complaint).toBe(`synology-drive: ${complaint}`);
  expect(ended.stdout).toContain('\n  check_synology_drive_health\n');
});

it.each(['check_synology_drive_health', '/opt/plugins/check_synology_drive_health'])(
  'called %j is that executable',
  (argv0) => {
    const ended = run(argv0, '--version');
    expect(ended).toMatchObject({ status: 3, stderr: '' });
    expect(ended.stdout).toMatch(/^check_synology_drive_health /);
  },
);
