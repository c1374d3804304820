import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { version } from '../../../src/version.ts';
import { schema } from '../../support/bridge-config.ts';
import { type Folder, makeFolder, run } from '../../support/executable.ts';

const HELP = `synology-drive-bridge [verb] --config FILE

Publishes what Synology Drive Server tells to an MQTT broker, with discovery for Home Assistant.

Verbs:
run           publish what Synology Drive tells, until it is stopped (the default)
check-config  say what is wrong with the configuration or what would be done; connects to nothing
schema        print the JSON Schema of the configuration, for editors
discovery     print the documents that Home Assistant would get; publishes nothing
dashboard     print a Home Assistant dashboard for exactly these NASes
clean         remove everything the bridge ever retained on the broker, and nothing else
healthcheck   end with 0 while a running bridge is alive and connected

Options:
`;

let folder: Folder;

beforeAll(() => {
  folder = makeFolder();
  folder.file('password', 'monitor\n');
});

afterAll(() => folder.remove());

const bridge = (args: readonly string[], env = {}) => run('synology-drive-bridge', args, env);

/** Exit code and output, without the folder, which is another each time. */
async function ended(args: readonly string[], env = {}) {
  const { code, stdout, stderr } = await bridge(args, env);
  const shown = (text: string) => text.replaceAll(folder.path, '{folder}');
  return { code, stdout: shown(stdout), stderr: shown(stderr) };
}

const NAS =
  'nas:\n  - id: office\n    name: Office NAS\n    host: 192.0.2.10\n    username: monitor\n    password_file: password\n';

/** Runs `check-config` on a text. */
const check = (name: string, text: string, env = {}) =>
  ended(['check-config', '--config', folder.file(name, text)], env);

describe.concurrent('the command line', () => {
  it('--help says what can be asked, and ends with 0', async () => {
    const { code, stdout, stderr } = await bridge(['--help']);
    expect([code, stdout.slice(0, HELP.length), stderr]).toEqual([0, HELP, '']);
    for (const word of ['-c, --config', '--once', '-h, --help', '-V, --version'])
      expect(stdout).toContain(word);
    expect(stdout.split('\n').filter((line) => line.length > 100)).toEqual([]);
    expect(stdout.endsWith('\nExit: 0 fine, 1 failed, 2 wrong configuration or usage.\n')).toBe(true);
  });

  it.each(['--version', '-V'])('%s says which version it is', async (option) => {
    expect(await ended([option])).toEqual({
      code: 0,
      stdout: `synology-drive-bridge ${version} (synology-drive-monitoring)\n`,
      stderr: '',
    });
  });

  it.each([
    [
      ['frobnicate'],
      'unknown verb frobnicate: run, check-config, schema, discovery, dashboard, clean, healthcheck',
    ],
    [['run', 'once'], 'too many words: once'],
    [['clean', '--once'], '--once goes with run only, not with clean'],
    [['--config='], '--config names no file; see --help'],
    [['--config'], 'Not enough arguments following: config; see --help'],
    [['--password', 'hunter2'], 'Unknown argument: password; see --help'],
    [['--config', '/nonexistent.yaml'], '/nonexistent.yaml: there is no such file'],
  ])('%j is refused with 2 and one line', async (args, words) => {
    expect(await ended(args)).toEqual({ code: 2, stdout: '', stderr: `synology-drive-bridge: ${words}\n` });
  });

  it('without --config means bridge.yaml beside it', async () => {
    expect((await ended(['check-config'])).stderr).toBe(
      'synology-drive-bridge: bridge.yaml: there is no such file\n',
    );
  });
});

describe.concurrent('check-config', () => {
  it('says what would be done, and connects to nothing', async () => {
    const text = `mqtt:\n  url: mqtt://192.0.2.1\n  username: bridge\nstate_dir: state\n${NAS}    verify: false\n    interval: 90s\n`;
    expect(await check('fine.yaml', text)).toEqual({
      code: 0,
      stdout: `{folder}/fine.yaml is fine
broker mqtt://192.0.2.1, MQTT 5, as bridge
topics below synology_drive, discovery below homeassistant
remembers in {folder}/state, which is not there yet
NAS office (Office NAS): 192.0.2.10:5001 as monitor
  any certificate: whoever is in between can read the password
  connections, clients and tasks every 1 min 30 s, profiles every 30 min
`,
      stderr: '',
    });
  });

  it('says everything that is wrong, with its place, on stderr', async () => {
    const text = `mqtt: {urll: x}\nstate_dir: state\n${NAS}    port: 70000\n    password: hunter2\n`;
    const { code, stdout, stderr } = await check('wrong.yaml', text);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.split('\n').map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
      'synology-drive-bridge: {folder}/wrong.yaml:1:8: mqtt.urll: unknown',
      'synology-drive-bridge: {folder}/wrong.yaml:9:5: nas[0].port: expected',
      'synology-drive-bridge: {folder}/wrong.yaml:10:5: nas[0].password: a',
      '',
    ]);
    expect(stderr).not.toContain('hunter2');
  });

  it('says by its name which variable is wrong', async () => {
    const { code, stderr } = await check('env.yaml', `state_dir: state\n${NAS}`, {
      SYNOLOGY_DRIVE_NAS_OFFICE_HSOT: 'x',
    });
    expect([code, stderr]).toEqual([
      2,
      'synology-drive-bridge: SYNOLOGY_DRIVE_NAS_OFFICE_HSOT is no key; did you mean HOST?\n',
    ]);
  });

  it('refuses a folder that others may write to: what it remembers would be theirs', async () => {
    const open = makeFolder();
    chmodSync(open.path, 0o777);
    try {
      const { code, stderr } = await check('open.yaml', `state_dir: ${open.path}\n${NAS}`);
      expect([code, stderr]).toEqual([
        2,
        `synology-drive-bridge: nothing can be remembered: others may write to ${open.path} (chmod 700 it). ` +
          'Name a folder of its own by state_dir, which belongs to the user that runs the bridge\n',
      ]);
    } finally {
      open.remove();
    }
  });

  it('makes no folder, nor does healthcheck: it would not be of the user that runs the bridge', async () => {
    const state = join(folder.path, 'not-yet');
    const { stdout } = await check('not-yet.yaml', `state_dir: not-yet\n${NAS}`);
    expect(stdout).toContain('remembers in {folder}/not-yet, which is not there yet\n');
    const health = await ended(['healthcheck', '--config', join(folder.path, 'not-yet.yaml')]);
    expect([health.code, health.stdout]).toEqual([1, 'no bridge is running\n']);
    expect(existsSync(state)).toBe(false);
    mkdirSync(state, { mode: 0o700 });
    expect((await check('not-yet.yaml', `state_dir: not-yet\n${NAS}`)).stdout).toContain(
      'remembers in {folder}/not-yet\n',
    );
  });

  it('remembers in the user’s own folder where no other is named', async () => {
    const { stdout } = await check('home.yaml', NAS, { HOME: folder.path });
    expect(stdout).toContain('remembers in {folder}/.local/state/synology-drive-monitoring\n');
  });
});

describe.concurrent('schema', () => {
  it('prints the JSON Schema of the configuration, whatever the configuration is', async () => {
    const { code, stdout, stderr } = await bridge(['schema', '--config', join(folder.path, 'nowhere')]);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(schema())));
    expect(parse(stdout)).toHaveProperty(['properties', 'mqtt', 'properties', 'url']);
  });
});
