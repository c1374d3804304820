import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONNECTIONS_OK, executable, launch, withOffice, without } from '../../support/checks.ts';
import { artefactNamed, commandOf } from '../../support/executable.ts';
import type { Office } from '../../support/office.ts';

const [NATIVE] = commandOf(executable('connections'), artefactNamed('native'));

/** A folder with everything that the runtime would read if it were asked to, each saying that the password is wrong. */
function plant({ folder }: Office): { cwd: string; evil: string; trace: string } {
  const cwd = join(folder.path, 'hostile');
  mkdirSync(join(cwd, 'node_modules/node:fs'), { recursive: true });
  const trace = join(cwd, 'evil-was-here');
  const write = (name: string, text: string) => folder.file(join('hostile', name), text, 0o644);
  const evil = write(
    'evil.js',
    `require('fs').writeFileSync(${JSON.stringify(trace)}, ''); console.log('EVIL');`,
  );
  write('bunfig.toml', 'preload = ["./evil.js"]\nlogLevel = "debug"\n[run]\nbun = true\n');
  for (const name of ['.env', '.env.local', '.env.production'])
    write(name, 'SYNOLOGY_PASSWORD=wrong\nHTTP_PROXY=http://127.0.0.1:9\nMP_STATE_PATH=/nonexistent\n');
  write('package.json', '{"type":"module","main":"./evil.js","imports":{"#x":"./evil.js"},');
  write('tsconfig.json', '{"compilerOptions":{"paths":{"node:fs":["./evil.js"]},');
  write('node_modules/node:fs/index.js', readFileSync(evil, 'utf8'));
  return { cwd, evil, trace };
}

const PROXY = 'http://127.0.0.1:9';

function hostile(evil: string): Record<string, string> {
  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];
  return {
    ...Object.fromEntries(proxies.map((name) => [name, PROXY])),
    NODE_OPTIONS: `--require=${evil} --import=${evil} --trace-warnings`,
    NODE_EXTRA_CA_CERTS: '/nonexistent',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    NODE_USE_SYSTEM_CA: '1',
    NODE_PATH: join(evil, '..', 'node_modules'),
    BUN_BE_BUN: '1',
    BUN_JSC_dumpOptions: '3',
    BUN_JSC_nonsense: '1',
    BUN_OPTIONS: `--preload=${evil} --version`,
    BUN_INSPECT: 'ws://127.0.0.1:0/x?wait=1',
    BUN_INSPECT_CONNECT_TO: 'ws://127.0.0.1:9',
    BUN_INSPECT_PRELOAD: evil,
    BUN_BYTECODE_ORDER_OUT: join(evil, '..', 'evil-was-here'),
    BUN_CONFIG_VERBOSE_FETCH: '1',
    MIMALLOC_VERBOSE: '3',
    MIMALLOC_SHOW_STATS: '1',
    BUN_CONFIG_REGISTRY: PROXY,
    BUN_RUNTIME_TRANSPILER_CACHE_PATH: join(evil, '..', 'evil-was-here'),
  };
}

describe.concurrent('the native executable', () => {
  it('heeds nothing that lies in the folder it is started in, and no variable of its runtime or its engine', () =>
    withOffice({}, async (office) => {
      const { cwd, evil, trace } = plant(office);
      for (const env of [{}, hostile(evil)]) {
        const ended = await launch(NATIVE, office.connection, { cwd, env }).ended;
        expect(ended).toMatchObject({ code: 0, stdout: CONNECTIONS_OK, stderr: '' });
        expect(existsSync(trace)).toBe(false);
      }
    }));

  it('takes no password from a file of the folder', () =>
    withOffice({}, async (office) => {
      const { cwd } = plant(office);
      const ended = await launch(NATIVE, without(office, '--password-file'), { cwd }).ended;
      expect([ended.code, ended.stderr]).toEqual([3, '']);
      expect(ended.stdout).toContain('UNKNOWN - no password: give --password-file');
    }));

  it('writes nowhere but into the folder for the session', () =>
    withOffice({}, async (office) => {
      const record = join(office.folder.path, 'strace');
      const calls =
        'trace=open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,truncate';
      for (const _run of ['cold', 'warm'])
        await launch('strace', ['-f', '-qq', '-o', record, '-e', calls, NATIVE, ...office.connection], {
          env: { PATH: process.env.PATH ?? '', HOME: office.folder.path },
        }).ended.then(({ stdout }) => expect(stdout).toBe(CONNECTIONS_OK));
      const state = join(office.folder.path, 'state');
      const written = readFileSync(record, 'utf8')
        .split('\n')
        .filter((line) => !/ open(at)?\(/.test(line) || /O_WRONLY|O_RDWR|O_CREAT/.test(line))
        .filter((line) => /\(/.test(line) && !line.includes(`"${state}`));
      expect(written).toEqual([]);
    }));
});
