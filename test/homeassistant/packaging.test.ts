import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { stagesOf, wordsOf } from '../support/dockerfile.ts';

/*
 * The plain container and the service, as far as they can be judged without a Docker daemon and without systemd: what
 * is copied into the image is enough to build the bridge, and both run it as they should. test/e2e/systemd.sh runs the
 * service; nothing here builds an image.
 */

const ROOT = resolve(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const PACKAGE = JSON.parse(read('package.json')) as {
  bin: Record<string, string>;
  scripts: Record<string, string>;
};
const BRIDGE = 'synology-drive-bridge';

const [build, runtime, ...more] = stagesOf(read('homeassistant/docker/Dockerfile'));
if (!build || !runtime) throw new Error('the Dockerfile has not two stages');

/** What an instruction copies from the source tree. */
const sources = wordsOf(build, 'COPY').flatMap((words) => words.split(' ').slice(0, -1));
const json = (words: string | undefined) => JSON.parse(words ?? '') as string[];

describe('the stage that builds', () => {
  it('copies what is there, and what .dockerignore lets through', () => {
    const [none, ...let_through] = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(none).toBe('*');
    expect(let_through.map((line) => line.replace(/^!/, ''))).toEqual(sources);
    expect(sources.filter((name) => !existsSync(join(ROOT, name)))).toEqual([]);
  });

  it('installs and builds as a clone does', () => {
    expect(wordsOf(build, 'RUN')).toEqual(['npm ci', 'npm run build']);
    expect(PACKAGE.scripts).toHaveProperty('build');
  });

  it('has all that the build needs', () => {
    // Beside node_modules, since the build renames files from there.
    mkdirSync(join(ROOT, 'node_modules/.cache'), { recursive: true });
    const folder = mkdtempSync(join(ROOT, 'node_modules/.cache/image-'));
    try {
      for (const name of sources) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
      symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
      execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder });
      const built = join(folder, PACKAGE.bin[BRIDGE] ?? '');
      expect(statSync(built).mode & 0o111).toBe(0o111);
      expect(execFileSync(process.execPath, [built, '--version'], { encoding: 'utf8' })).toContain(BRIDGE);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});

describe('the stage that runs', () => {
  it('holds the built bridge under its name, and is the last', () => {
    expect(more).toEqual([]);
    expect(build).toMatchObject({ from: runtime.from, alias: 'build' });
    expect(wordsOf(runtime, 'COPY')).toEqual([
      `--from=build /source/${PACKAGE.bin[BRIDGE]} /usr/local/bin/${BRIDGE}`,
    ]);
    expect(wordsOf(build, 'WORKDIR')).toEqual(['/source']);
  });

  it('is not root, and may write where it remembers', () => {
    expect(wordsOf(runtime, 'USER')).toEqual(['1000:1000']);
    const [state = ''] = wordsOf(runtime, 'VOLUME');
    expect(wordsOf(runtime, 'ENV')).toEqual([`XDG_STATE_HOME=${state}`]);
    expect(wordsOf(runtime, 'RUN')).toEqual([
      `install --directory --owner=node --group=node --mode=0700 ${state}`,
    ]);
  });

  it('runs the bridge, looks after its health, and stops it in order', () => {
    const config = ['--config', '/config/bridge.yaml'];
    expect(json(wordsOf(runtime, 'ENTRYPOINT')[0])).toEqual([BRIDGE]);
    expect(json(wordsOf(runtime, 'CMD')[0])).toEqual(['run', ...config]);
    expect(json(wordsOf(runtime, 'HEALTHCHECK')[0]?.split('CMD ')[1])).toEqual([
      BRIDGE,
      'healthcheck',
      ...config,
    ]);
    expect(wordsOf(runtime, 'STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  it('is what compose.yaml builds and runs', () => {
    const { services, volumes } = parse(read('homeassistant/docker/compose.yaml')) as {
      services: Record<string, Record<string, unknown>>;
      volumes: unknown;
    };
    expect(services[BRIDGE]).toMatchObject({
      build: { context: '../..', dockerfile: 'homeassistant/docker/Dockerfile' },
      volumes: ['./config:/config:ro', 'state:/state'],
      read_only: true,
    });
    expect(volumes).toEqual({ state: null });
  });
});

describe('the service', () => {
  const text = read('homeassistant/systemd/synology-drive-bridge.service');
  const settings = text.split('\n').filter((line) => !line.startsWith('#'));
  const valuesOf = (key: string) =>
    settings.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1));

  it('runs the bridge, and again when it fails, but not when its configuration is wrong', () => {
    expect(valuesOf('ExecStart')).toEqual([
      `/usr/local/bin/${BRIDGE} run --config /etc/synology-drive/bridge.yaml`,
    ]);
    expect(valuesOf('Type')).toEqual(['exec']);
    expect(valuesOf('Restart')).toEqual(['on-failure']);
    expect(valuesOf('RestartPreventExitStatus')).toEqual(['2']);
  });

  it('remembers in its state directory, and can write nowhere else', () => {
    const [state] = valuesOf('StateDirectory');
    expect(valuesOf('Environment')).toEqual([`XDG_STATE_HOME=%S/${state}`]);
    const example = readFileSync('homeassistant/systemd/bridge.yaml', 'utf8');
    // By XDG_STATE_HOME it is the same folder.
    expect(parse(example).state_dir).toBe(`/var/lib/${state}/synology-drive-monitoring`);
    expect(valuesOf('StateDirectoryMode')).toEqual(['0700']);
    expect(valuesOf('ProtectSystem')).toEqual(['strict']);
    expect(valuesOf('ReadWritePaths')).toEqual([]);
  });

  it('lets V8 compile, and says why', () => {
    expect(valuesOf('MemoryDenyWriteExecute')).toEqual([]);
    expect(text).toMatch(/# MemoryDenyWriteExecute= is not here: V8/);
  });

  it('tells in its head how to install it, with the paths that it uses', () => {
    for (const words of ['useradd --system', '/usr/local/bin/', '/etc/synology-drive', 'check-config'])
      expect(text.split('[Unit]')[0]).toContain(words);
  });
});
