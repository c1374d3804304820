import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECK_IDS, CHECKS, executable, expectLegal, launch, withOffice } from '../../support/checks.ts';
import { artefactNamed, bullseyeRoot } from '../../support/executable.ts';
import { VERDICTS } from './verdict-arguments.ts';

/** Debian 11 as debootstrap makes it, with glibc 2.31 and nothing that was asked for. */
const ROOT = bullseyeRoot('amd64');
const HOME = '/opt/synology-drive';
const { bin } = JSON.parse(readFileSync(resolve('package.json'), 'utf8')) as { bin: Record<string, string> };

beforeAll(() => {
  rmSync(join(ROOT, HOME), { recursive: true, force: true });
  mkdirSync(join(ROOT, HOME), { recursive: true });
  cpSync(artefactNamed('native').folder, join(ROOT, HOME), { recursive: true, verbatimSymlinks: true });
});
afterAll(() => rmSync(join(ROOT, HOME), { recursive: true, force: true }));

/** Runs a command in the root, where /proc is as in every running system. */
const inRoot = (...command: string[]) =>
  launch(
    'unshare',
    ['--mount', '/bin/sh', '-c', 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"', ROOT, ...command],
    { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } },
  ).ended;

describe('a bare Debian 11', () => {
  it('has no node, and no runtime of ours but the one file', async () => {
    const { stdout } = await inRoot(
      '/bin/sh',
      '-c',
      'command -v node bun npm nodejs; ldd --version | head -n 1',
    );
    expect(stdout).toMatch(/^ldd .* 2\.31\n$/);
    const files = readdirSync(join(ROOT, HOME), { withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.map(({ name }) => name)).toEqual(['synology-drive']);
  });

  it.each(CHECK_IDS)('runs %s to OK and to CRITICAL', (check) =>
    withOffice({}, async ({ nas }) => {
      const run = (args: readonly string[]) =>
        inRoot(
          '/usr/bin/env',
          'SYNOLOGY_PASSWORD=monitor',
          `${HOME}/${executable(check)}`,
          ...['-H', '127.0.0.1', '-p', String(nas.port), '--plain-http', '-u', 'monitor'],
          ...['--session-dir', `${HOME}/state`, ...args],
        );
      const { ok, critical } = VERDICTS[check];
      for (const [args, state] of [
        [ok, 'OK'],
        [critical, 'CRITICAL'],
      ] as const) {
        const ended = await run(args);
        expectLegal(ended, check);
        expect(ended.stdout).toContain(`DRIVE ${CHECKS[check]} ${state} - `);
      }
    }),
  );

  it.each([
    ['synology-drive', '--version', /^synology-drive \S+ \(commit [\da-f]{12}(-dirty)?\)\n$/],
    ['synology-drive', 'check_synology_drive_health', /^DRIVE HEALTH UNKNOWN - /],
  ])('runs %s %s', async (name, word, expected) => {
    const ended = await inRoot(`${HOME}/${name}`, word);
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toMatch(expected);
  });

  it.each(Object.keys(bin))('runs %s, as package.json names it', async (name) => {
    const ended = await inRoot(`${HOME}/${name}`, '--version');
    expect(ended.stderr).toBe('');
    expect(ended.stdout).toMatch(/^(?:\S+ )?\d+\.\d+\.\d+(?: |\n)/);
  });
});
