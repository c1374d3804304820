import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseScenario } from '../../src/simulator/scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'synology-drive-simulator-'));
const executable = join(folder, 'synology-drive-simulator');
const running: ChildProcess[] = [];

beforeAll(async () => {
  const shared = (await import(pathToFileURL('src/build/bundle.mjs').href)) as {
    readonly bundleOptions: BuildOptions;
  };
  await build({ ...shared.bundleOptions, entryPoints: ['src/simulator/main.ts'], outfile: executable });
}, 60_000);
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The executable running, with what it has said so far. */
function start(...words: readonly string[]) {
  const child = spawn(process.execPath, [executable, ...words], { timeout: 15_000 });
  running.push(child);
  const said = { out: '', error: '' };
  child.stdout.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.error += chunk;
  });
  const over = once(child, 'close').then(([code]) => ({ code, ...said }));
  return { child, said, over };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('the executable', () => {
  test('says where it is and who can log in, and ends with 0 when told to', async () => {
    const { child, said, over } = start('--port', '0');
    await expect.poll(() => said.out, { timeout: 10_000 }).toContain('try: ');
    const port = /:(\d+)$/m.exec(said.out)?.[1];
    expect(said.out).toBe(
      [
        `simulated NAS at http://127.0.0.1:${port}`,
        'account monitor, password monitor',
        `try: SYNOLOGY_PASSWORD=monitor check_synology_drive_connections -H 127.0.0.1 -p ${port} --plain-http -u monitor`,
        '',
      ].join('\n'),
    );
    expect((await fetch(`http://127.0.0.1:${port}/webapi/query.cgi`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await over).toMatchObject({ code: 0, error: '' });
  });

  test('shows its certificate, and moves on with SIGUSR2', async () => {
    const scenario = file(
      'moving.yaml',
      'accounts: [{ name: a b, password: "c\'d" }]\ntimeline: [{ say: one }]\n',
    );
    const { child, said, over } = start('--port', '0', '--tls', '--scenario', scenario);
    await expect.poll(() => said.out, { timeout: 10_000 }).toContain('try: ');
    expect(said.out).toMatch(
      /^simulated NAS at https:[^\n]*\naccount a b, password c'd\ncertificate SHA-256 ([0-9A-F]{2}:){31}/,
    );
    expect(said.out).toMatch(/SYNOLOGY_PASSWORD='c'\\''d' .* --fingerprint [0-9A-F:]{95} -u 'a b'\n$/);
    child.kill('SIGUSR2');
    await expect.poll(() => said.out).toMatch(/\none\n$/);
    child.kill('SIGUSR2');
    await expect.poll(() => said.out).toMatch(/\nthe timeline is over\n$/);
    child.kill('SIGINT');
    expect((await over).code).toBe(0);
  });

  test('prints a scenario that it can play', async () => {
    const { code, out } = await start('--print-scenario').over;
    expect(code).toBe(0);
    expect(parseScenario(out).connections).toHaveLength(25);
  });

  test.each([
    ['documented', undefined, 25],
    ['dsm', undefined, 14],
    ['dsm', 'connections: [{ user: a }]', 1],
  ] as const)('speaks the dialect %s, in the scenario %s', async (dialect, yaml, connections) => {
    const words = yaml === undefined ? [] : ['--scenario', file('one.yaml', yaml)];
    const { code, out } = await start('--dialect', dialect, ...words, '--print-scenario').over;
    const scenario = parseScenario(out);
    expect([code, scenario.dialect, scenario.connections?.length]).toEqual([0, dialect, connections]);
  });

  test('says which NAS it pretends to be', async () => {
    const { said } = start('--port', '0', '--dialect', 'dsm');
    await expect.poll(() => said.out, { timeout: 10_000 }).toMatch(/:\d+, DSM 7 with Drive 4\n/);
  });

  test.each([['--help'], ['-h'], ['--version']])('knows %s', async (option) => {
    expect(await start(option).over).toMatchObject({ code: 0, error: '' });
  });

  test.each([
    [['--port', 'x'], '--port is a number from 0 to 65535'],
    [['--time-lapse', '-1'], '--time-lapse is a number, 0 or more'],
    [['--dialect', 'klingon'], '--dialect is documented or dsm'],
    [['--bogus'], 'Unknown argument: bogus; see --help'],
    [['--scenario', '/no/such/file'], "ENOENT: no such file or directory, open '/no/such/file'"],
  ])('refuses %j in one line', async (words, line) => {
    const expected = { code: 1, out: '', error: `synology-drive-simulator: ${line}\n` };
    expect(await start(...words).over).toEqual(expected);
  });

  test('names the line of a scenario that cannot be played', async () => {
    const path = file('bad.yaml', 'users:\n  - usr: x\n');
    const { code, error } = await start('--scenario', path).over;
    expect([code, error]).toEqual([1, `synology-drive-simulator: ${path}, line 2: users[0].user: missing\n`]);
  });

  test('says so when its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, error } = await start('--port', port).over;
    taken.close();
    expect([code, error]).toEqual([
      1,
      'synology-drive-simulator: the port is in use; choose another with --port\n',
    ]);
  });
});
