import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  asked,
  CHECK_IDS,
  type CheckId,
  CONNECTIONS_OK,
  executable,
  expectLegal,
  launch,
  QUESTION,
  until,
  withOffice,
  without,
} from '../support/checks.ts';
import { commandOf, commandOfCopy, fileOf } from '../support/executable.ts';
import type { Office } from '../support/office.ts';
import { listenOddly } from '../support/servers.ts';

const SUMMARY = QUESTION.connections;
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const NODE = process.execPath;
const ROOT = process.getuid?.() === 0;

/** Runs `connections` by a shell line, where `"$@"` stands for the command. */
const byShell = (office: Office, line: string, args: readonly string[] = [], cwd?: string) =>
  launch(
    '/bin/sh',
    ['-c', line, 'sh', ...commandOf(executable('connections')), ...office.connection, ...args],
    cwd === undefined ? {} : { cwd },
  ).ended;

describe.concurrent('a signal', () => {
  it.each(SIGNALS)('%s before there is an answer ends the run in one legal line', (signal) =>
    withOffice({}, async (office) => {
      const silent = await listenOddly(() => undefined);
      try {
        const running = office.start('connections', ['-p', String(silent.port)]);
        await until(() => silent.connections() === 1);
        running.child.kill(signal);
        const ended = await running.ended;
        expect(ended).toMatchObject({
          code: 3,
          stdout: `DRIVE CONNECTIONS UNKNOWN - ended by ${signal} before there was a verdict\n`,
          stderr: '',
        });
        expect(ended.milliseconds).toBeLessThan(5000);
      } finally {
        await silent.close();
      }
    }),
  );

  it.each(SIGNALS)('%s while the session is logged out leaves the verdict alone', (signal) =>
    withOffice({}, async (office) => {
      office.nas.setFault('SYNO.API.Auth.logout', { hang: true });
      const running = office.start('connections', ['--no-session-cache', '-t', '20']);
      await until(() => asked(office, 'SYNO.API.Auth.logout') === 1);
      running.child.kill(signal);
      const ended = await running.ended;
      expectLegal(ended, 'connections');
      expect(ended.milliseconds).toBeLessThan(8000);
    }),
  );

  it('twice ends the run at once, even while it waits for the log-out', () =>
    withOffice({}, async (office) => {
      office.nas.setFault(SUMMARY, { hang: true });
      office.nas.setFault('SYNO.API.Auth.logout', { hang: true });
      const running = office.start('connections', ['--no-session-cache', '-t', '20']);
      await until(() => asked(office, SUMMARY) === 1);
      running.child.kill('SIGTERM');
      await until(() => asked(office, 'SYNO.API.Auth.logout') === 1);
      running.child.kill('SIGINT');
      const ended = await running.ended;
      expectLegal(ended, 'connections');
      expect(ended.code).toBe(3);
    }));

  it('while a run waits for the log-in of another ends it, and the other goes on', () =>
    withOffice({}, async (office) => {
      office.nas.setFault('SYNO.API.Auth.login', { delay: 3000, times: 1 });
      const first = office.start('connections', ['-t', '30']);
      await until(() => office.nas.logIns() === 1);
      const second = office.start('connections', ['-t', '30']);
      await until(() => asked(office, 'SYNO.API.Info.query') === 2);
      second.child.kill('SIGTERM');
      const ended = await second.ended;
      expect([ended.code, ended.stderr]).toEqual([3, '']);
      expect(ended.stdout).toBe('DRIVE CONNECTIONS UNKNOWN - ended by SIGTERM before there was a verdict\n');
      expect((await first.ended).stdout).toBe(CONNECTIONS_OK);
      expect(office.nas.logIns()).toBe(1);
    }));

  it.each(['quota', 'last_sync', 'clients', 'sync', 'health', 'all'] as const)(
    'in the middle of %s ends it',
    (check) =>
      withOffice({}, async (office) => {
        office.nas.setFault(QUESTION[check], { hang: true, after: check === 'quota' ? 3 : 0 });
        const running = office.start(check);
        await until(() => asked(office, QUESTION[check]) > (check === 'quota' ? 3 : 0));
        running.child.kill('SIGTERM');
        const ended = await running.ended;
        expectLegal(ended, check);
        expect(ended.stdout).toContain('UNKNOWN - ended by SIGTERM before there was a verdict');
      }),
  );
});

describe.concurrent('standard output', () => {
  const lines = [
    { title: 'is closed', line: '"$@" >&-; echo $? >&2' },
    { title: 'is full', line: '"$@" >/dev/full; echo $? >&2' },
    { title: 'has no reader any more', line: '( sleep 0.3; "$@"; echo $? >&2 ) | true' },
    { title: 'and standard error are closed', line: '( "$@" >&- 2>&- ); echo $? >&2' },
    { title: 'and all else is closed', line: '( "$@" <&- >&- 2>&- ); echo $? >&2' },
  ];
  it.each(lines)('that $title leaves the exit code', ({ line }) =>
    withOffice({}, async (office) => {
      const good = await byShell(office, line);
      expect([good.stdout, good.stderr]).toEqual(['', '0\n']);
      const bad = await byShell(office, line, ['-c', '10']);
      expect([bad.stdout, bad.stderr]).toEqual(['', '2\n']);
    }),
  );
});

describe.concurrent('the place', () => {
  it('may have no environment at all', () =>
    withOffice({}, async (office) => {
      expect(await byShell(office, 'exec env -i "$@"')).toMatchObject({
        code: 0,
        stdout: CONNECTIONS_OK,
        stderr: '',
      });
    }));

  it.runIf(ROOT)('may have no home and no user', () =>
    withOffice({}, async (office) => {
      const [file, ...before] = commandOfCopy(executable('connections'), office.folder.path);
      chmodSync(office.folder.path, 0o755);
      const args = without(office, '--password-file', '--session-dir');
      for (const home of [{}, { HOME: '/nonexistent' }, { HOME: '/' }]) {
        const env = { ...home, SYNOLOGY_PASSWORD: 'monitor', TMPDIR: '/nonexistent' };
        const ended = await launch(file, [...before, ...args], { env, uid: 54321, cwd: '/' }).ended;
        expect(ended).toMatchObject({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
      }
      expect(office.nas.sessions()).toBe(0);
    }),
  );

  it('may be a folder that is gone', () =>
    withOffice({}, async (office) => {
      const cwd = join(office.folder.path, 'gone');
      mkdirSync(cwd);
      const ended = await byShell(office, 'rmdir "$PWD"; exec "$@"', [], cwd);
      expect(ended).toMatchObject({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
    }));

  it.each(['/proc/nothing/here', 'relative/folder'])(
    'may be gone, and %s no folder that could be made',
    (folder) =>
      withOffice({}, async (office) => {
        const cwd = join(office.folder.path, 'gone');
        mkdirSync(cwd);
        const ended = await byShell(
          office,
          'rmdir "$PWD"; exec "$@"',
          ['--session-dir', folder, '-t', '5'],
          cwd,
        );
        expect(ended).toMatchObject({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
      }),
  );

  it('may be a folder that is gone, and --help and --version still say what they say', () =>
    withOffice({}, async (office) => {
      for (const [index, word] of ['--help', '--version', '--nonsense'].entries()) {
        const cwd = join(office.folder.path, `gone${index}`);
        mkdirSync(cwd);
        const ended = await byShell(office, 'rmdir "$PWD"; exec "$@"', [word], cwd);
        expect([ended.code, ended.stderr]).toEqual([3, '']);
        expect(ended.stdout).not.toContain('internal error');
      }
    }));

  it.runIf(ROOT)('may be a folder that this user cannot read', () =>
    withOffice({}, async (office) => {
      const [file, ...before] = commandOfCopy(executable('connections'), office.folder.path);
      chmodSync(office.folder.path, 0o755);
      const closed = join(office.folder.path, 'closed');
      mkdirSync(closed, { mode: 0o700 });
      const args = [...without(office, '--password-file', '--session-dir'), '--session-dir', 'relative'];
      const line = 'cd "$0" && exec setpriv --reuid=54321 --regid=54321 --clear-groups "$@"';
      const ended = await launch('/bin/sh', ['-c', line, closed, file, ...before, ...args], {
        env: { SYNOLOGY_PASSWORD: 'monitor', PATH: '/usr/bin:/bin' },
      }).ended;
      expect(ended).toMatchObject({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
    }),
  );
});

describe.concurrent('the executable', () => {
  const homes = [
    { title: 'copied alone to another folder', text: undefined },
    { title: 'beside a package.json of modules', text: '{"type":"module"}' },
    { title: 'beside a package.json of CommonJS', text: '{"type":"commonjs"}' },
    { title: 'beside a package.json that is broken', text: '{"name":"x"}' },
  ];
  it.each(homes)('$title does the same', ({ text }) =>
    withOffice({}, async (office) => {
      const folder = join(office.folder.path, 'a folder with blanks & ünicode');
      mkdirSync(folder);
      if (text !== undefined)
        office.folder.file(join('a folder with blanks & ünicode', 'package.json'), text);
      const [file, ...before] = commandOfCopy(executable('connections'), folder);
      const ended = await launch(file, [...before, ...office.connection]).ended;
      expect(ended).toMatchObject({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
      const help = await launch(file, [...before, '--help']).ended;
      expect([help.code, help.stderr]).toEqual([3, '']);
      expect(help.stdout).toContain('check_synology_drive_connections');
    }),
  );

  it('run by a symbolic link does the same, and needs nothing but node in the PATH', () =>
    withOffice({}, async (office) => {
      const link = join(office.folder.path, executable('connections'));
      symlinkSync(fileOf(executable('connections')), link);
      const ended = await launch(link, office.connection, {
        env: { PATH: join(NODE, '..') },
        cwd: office.folder.path,
      }).ended;
      expect(ended).toMatchObject({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
    }));

  it.each(CHECK_IDS)('%s refuses nonsense in one legal line', (check) =>
    withOffice({}, async (office) => {
      const nonsense = [
        ['--nonsense'],
        ['x'],
        ['-w', ''],
        ['-H'],
        ['--password', 'secret'],
        ['-p', '0'],
        ['--', 'x'],
      ];
      for (const words of nonsense.slice(check === 'health' ? 0 : 4)) {
        const ended = await office.run(check satisfies CheckId, words);
        expectLegal(ended, check);
        expect(ended.stdout).not.toContain('internal error');
        expect(ended.stdout).not.toContain('secret');
      }
    }),
  );
});

describe.concurrent('a file', () => {
  const NO_VERDICT = 'DRIVE CONNECTIONS UNKNOWN - ';

  it('with a password in a section is refused when everybody may read it, without one it is read', () =>
    withOffice({}, async (office) => {
      const file = office.folder.file('open.ini', '[secret]\npassword = x\n[plain]\nwarning = 30\n');
      chmodSync(file, 0o644);
      expect(await office.run('connections', [`--extra-opts=secret@${file}`])).toMatchObject({
        code: 3,
        stdout: `${NO_VERDICT}the file with a password ${file} is open to every user of this machine. chmod 640 it, and give it to the group of the user that this runs as\n`,
      });
      expect((await office.run('connections', [`--extra-opts=plain@${file}`])).code).toBe(0);
    }));

  it('of options that is too large is refused, not cut', () =>
    withOffice({}, async (office) => {
      const file = office.folder.file('large.ini', `${'#'.repeat(1024 * 1024)}\n[x]\nwarning = 1\n`);
      const { code, stdout } = await office.run('connections', [`--extra-opts=x@${file}`]);
      expect([code, stdout.split('\n')[0]]).toEqual([
        3,
        `${NO_VERDICT}--extra-opts: cannot read ${file}: it is larger than 1 MiB`,
      ]);
    }));

  it('for a password to which there is no way is no internal error', () =>
    withOffice({}, async (office) => {
      symlinkSync('circle', join(office.folder.path, 'circle'));
      const file = office.folder.file('file', 'x');
      for (const [path, words] of [
        [`${file}/a/`, 'a part of its path is no folder'],
        [join(office.folder.path, 'circle'), 'links lead in a circle'],
        [join(office.folder.path, 'x'.repeat(300)), 'its name is too long'],
      ] as const)
        expect(await office.run('connections', ['--password-file', path])).toMatchObject({
          code: 3,
          stdout: `${NO_VERDICT}cannot read the password file ${path}: ${words}\n`,
        });
    }));
});
