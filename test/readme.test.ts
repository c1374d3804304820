import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownKeys } from '../homeassistant/config/problem.ts';
import { readConfig } from '../homeassistant/config/read.ts';
import { type DemoBroker, startBroker } from '../src/demo/broker.ts';
import { executableOf } from '../src/nagios/check.ts';
import { everyCheck } from '../src/nagios/checks/all.ts';
import { clientsCheck } from '../src/nagios/checks/clients.ts';
import { connectionsCheck } from '../src/nagios/checks/connections.ts';
import { healthCheck } from '../src/nagios/checks/health.ts';
import { lastSyncCheck } from '../src/nagios/checks/last-sync.ts';
import { quotaCheck } from '../src/nagios/checks/quota.ts';
import { syncCheck } from '../src/nagios/checks/sync.ts';
import { selfSigned } from '../src/simulator/certificate.ts';
import { dsmScenario } from '../src/simulator/dsm-scenario.ts';
import { DIST, start } from './support/executable.ts';
import { type Office, openOffice } from './support/office.ts';
import { commandsOf, README, sectionOf } from './support/readme.ts';

const ROOT = resolve(import.meta.dirname, '..');
const shown = commandsOf(README);
const checks = shown.filter(({ command }) => command.startsWith('check_synology_drive'));
const simulators = shown.filter(({ command }) => command.startsWith('synology-drive-simulator'));
/** These begin with an installation: .ci/run types them on a fresh clone. */
const TYPED_BY_CI = [
  'npm ci && npm run demo',
  'npm ci && npm test',
  'npm ci && npm run build',
  'npm ci && npm run build:native',
  'npm ci && npm run package:deb',
];
/** These need a Debian of their own: test/e2e/deb types them. */
const debian = commandsOf(sectionOf(README, 'Debian package'))
  .map(({ command }) => command)
  .filter((command) => !TYPED_BY_CI.includes(command));
const doctors = shown.filter(({ command }) => command.startsWith('synology-drive-doctor'));
/** These need an Icinga, and its Director: test/e2e/icinga2 types them. */
const icingas = shown.filter(({ command }) =>
  /^(sudo (icinga2|systemctl reload icinga2)|icingacli)\b/.test(command),
);
const installs = shown.filter(
  ({ command }) => /^sudo (install|tee) /.test(command) && !debian.includes(command),
);
const bridges = shown.filter(({ command }) => command.startsWith('synology-drive-bridge'));
/** These need a broker's own client: test/e2e types them. */
const subscribers = shown.filter(({ command }) => command.startsWith('mosquitto_sub '));

/** These need a Nagios and an agent: test/e2e/nagios types them. */
const servers = shown.filter(({ command }) => /^(sudo nagios4|\S+\/check_nrpe) /.test(command));

let office: Office;
/** A real DSM, for the doctor. */
let dsm: Office;
let broker: DemoBroker;

beforeAll(async () => {
  const tls = await selfSigned({ names: ['nas.example.com'] });
  office = await openOffice({ tls });
  dsm = await openOffice({ tls, scenario: dsmScenario });
  office.folder.file('nas.pem', tls.certificate);
  office.folder.file('nas.secret', 'monitor\n');
  office.folder.file('password.txt', 'monitor\n');
  mkdirSync(join(office.folder.path, 'plugins'));
  broker = await startBroker(0, () => undefined);
  office.folder.file('bridge.yaml', bridgeYaml());
});
afterAll(() => Promise.all([office.close(), dsm.close(), broker.close()]));

/** The README's configuration, of this test's NAS and broker. */
const bridgeYaml = () => `mqtt:
  url: mqtt://127.0.0.1:${broker.port}
  protocol: "3.1.1"
nas:
  - id: office
    name: Office NAS
    host: 127.0.0.1
    port: ${office.nas.port}
    fingerprint: "${office.nas.tls?.fingerprint}"
    username: monitor
    password_file: nas.secret
state_dir: bridge-state
`;

/** What the README names, in this test's own folder and NAS. */
function here(command: string): string {
  return command
    .replaceAll('/usr/lib/nagios/plugins', join(office.folder.path, 'plugins'))
    .replaceAll(/\/etc\/(nagios4?|icinga2|monitoring-plugins)\//g, `${office.folder.path}/$1/`)
    .replaceAll('/etc/nas.secret', join(office.folder.path, 'nas.secret'))
    .replaceAll('/etc/ssl/nas.pem', join(office.folder.path, 'nas.pem'))
    .replaceAll('--config bridge.yaml', `--config ${join(office.folder.path, 'bridge.yaml')}`)
    .replaceAll(/password\.txt|nas\.json|\/etc\/nas\.device/g, (file) =>
      join(office.folder.path, file.replace('/etc/', '')),
    )
    .replace(/-H (nas\.example\.com|192\.0\.2\.10)/, `-H 127.0.0.1 -p ${office.nas.port}`)
    .replace(/^sudo /, '')
    .replace(' -o root -g nagios', '');
}

/** What the doctor said of the test's NAS, as it would of the README's. */
const asInReadme = (output: string) =>
  output
    .replace('127.0.0.1 is an address', 'nas.example.com is 192.0.2.10')
    .replaceAll(`-H 127.0.0.1 -p ${dsm.nas.port}`, '-H nas.example.com')
    .replace('host: "127.0.0.1"', 'host: nas.example.com')
    .replace('127_0_0_1', 'nas_example_com')
    .replace(`port: ${dsm.nas.port}`, 'port: 5001')
    .replaceAll(join(office.folder.path, 'nas.secret'), '/etc/nas.secret');

/** The README's NAS has a certificate that this machine trusts and that is for its address; the test's is pinned. */
const pinned = (command: string) =>
  /--(fingerprint|ca-file) /.test(command)
    ? command
    : `${command} --fingerprint ${office.nas.tls?.fingerprint}`;

function shell(command: string, env: Record<string, string> = {}): Promise<{ code: number; output: string }> {
  const options = {
    cwd: ROOT,
    env: {
      PATH: `${DIST}:${process.env.PATH}`,
      HOME: office.folder.path,
      FINGERPRINT: office.nas.tls?.fingerprint ?? '',
      ...env,
    },
  };
  return new Promise((done) => {
    execFile('bash', ['-c', command], options, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });
}

/** Without what a clock measured, and what a certificate made for this run is. */
const withoutMeasures = (output: string) =>
  output
    .replaceAll(/\b(oldest)=\d+s/g, '$1=…s')
    .replaceAll(/\(\d+ ms\)/g, '(… ms)')
    .replaceAll(/(?:[0-9A-F]{2}:){31}[0-9A-F]{2}|"?\b[0-9a-f]{64}\b"?/g, '…')
    .replaceAll(/\d{4}-\d\d-\d\d/g, '…');

describe('every command line of the README', () => {
  it('is known to this test', () => {
    const known = [
      ...[...checks, ...simulators, ...doctors, ...installs, ...bridges, ...subscribers, ...servers],
      ...icingas,
    ]
      .map(({ command }) => command)
      .concat(TYPED_BY_CI, debian);
    expect(shown.map(({ command }) => command).filter((command) => !known.includes(command))).toEqual([]);
    expect(checks.length).toBeGreaterThan(15);
  });

  it.each(TYPED_BY_CI)('%s is typed by .ci/run', (command) => {
    const script = readFileSync(join(ROOT, '.ci/run'), 'utf8').split('\n');
    for (const part of command.split(' && ')) expect(script).toContain(part);
  });

  it.each(doctors)('$command', async ({ command, output }) => {
    // Only for a log-in with a code does the account want one.
    const otp = command.includes(' login ') ? { otp: '123456' } : {};
    dsm.nas.update((scenario) => ({
      ...scenario,
      accounts: [{ name: 'monitor', password: 'monitor', ...otp }],
    }));
    const typed = here(command).replace(`-p ${office.nas.port}`, `-p ${dsm.nas.port}`);
    const ran = await shell(pinned(typed), { SYNOLOGY_PASSWORD: 'monitor', CODE: '123456' });
    expect(ran.code).toBe(0);
    if (output !== undefined) expect(withoutMeasures(asInReadme(ran.output))).toBe(withoutMeasures(output));
  });

  it.each(checks)('$command', async ({ command, output }) => {
    const certificateFor =
      command.includes('--ca-file') && !command.includes('--tls-name') ? ' --tls-name nas.example.com' : '';
    const ran = await shell(pinned(here(command)) + certificateFor);
    expect(ran.output).toMatch(/^DRIVE [A-Z ]+ (OK|WARNING|CRITICAL) - /);
    if (output !== undefined) expect(withoutMeasures(ran.output)).toBe(withoutMeasures(output));
  });

  it.each(installs)('$command', async ({ command }) => {
    const ran = await shell(here(command));
    expect(ran).toEqual({ code: 0, output: '' });
  });

  it('has installed the checks with their run bit, and the password for its group only', () => {
    for (const check of ['health', 'last_sync'])
      expect(
        statSync(join(office.folder.path, 'plugins', `check_synology_drive_${check}`)).mode & 0o777,
      ).toBe(0o755);
    expect(statSync(join(office.folder.path, 'nas.secret')).mode & 0o777).toBe(0o640);
  });

  it('has installed the objects of Nagios where it says, and an ini file for its group only', () => {
    const installed = (path: string) => join(office.folder.path, path);
    const object = installed('nagios4/conf.d/synology-drive/host.cfg');
    expect(readFileSync(object, 'utf8')).toContain('use        synology-drive-nas');
    expect(readFileSync(installed('nagios/nrpe.d/synology_drive.cfg'), 'utf8')).toContain('command[');
    expect(statSync(installed('monitoring-plugins/monitoring-plugins.ini')).mode & 0o777).toBe(0o640);
  });

  // `healthcheck` is asked while the bridge runs, `clean` when it does not.
  const asked = bridges.filter(({ command }) => !/bridge (?:--config|healthcheck)/.test(command));

  it('runs the bridge, which is well until it is stopped', async () => {
    const [run, health] = ['synology-drive-bridge --config', 'synology-drive-bridge healthcheck'].map(
      (start) => bridges.find(({ command }) => command.startsWith(start))?.command ?? '',
    );
    const [name = '', ...words] = here(run ?? '').split(' ');
    const { child, ended } = start(name, words);
    await new Promise<void>((done) => {
      child.stderr?.on('data', (text: string) => text.includes('connected to the broker') && done());
    });
    expect(await shell(here(health ?? ''))).toEqual({
      code: 0,
      output: 'the bridge is alive and connected\n',
    });
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, stdout: '' });
  });

  it.each(asked)('$command', async ({ command }) => {
    const ran = await shell(here(command));
    expect(ran.code).toBe(0);
    expect(ran.output).not.toBe('');
  });

  it.each(simulators)('$command', async ({ command }) => {
    const [name = '', ...words] = here(command)
      .replace(/--port \d+/, '--port 0')
      .split(' ');
    const { child, ended } = start(name, words);
    child.stdout?.on('data', (text: string) => text.includes('try:') && child.kill('SIGTERM'));
    expect(await ended).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(/account|connections:/),
    });
  });
});

describe('the README', () => {
  it.each([
    ['health', healthCheck()],
    ['connections', connectionsCheck()],
    ['clients', clientsCheck()],
    ['sync', syncCheck()],
    ['quota', quotaCheck()],
    ['last sync', lastSyncCheck()],
  ] as const)('names every perfdata label and own option of %s', (title, check) => {
    const text = sectionOf(README, title);
    const labels = check.perfdata.flatMap(({ metrics }) => metrics.map(({ name }) => name));
    expect(labels.filter((label) => !text.includes(`\`${label}\``))).toEqual([]);
    const own = check.options.map(({ name }) => name).filter((name) => !/^(in|ex)clude-/.test(name));
    expect(own.filter((name) => !text.includes(`--${name}`))).toEqual([]);
    expect(README).toContain(`\`${executableOf(check)}\``);
  });

  it('names every check, and what options of all in one have no prefix', () => {
    const [all] = everyCheck().slice(-1);
    const own = (all?.options ?? []).filter(({ group }) => !group.startsWith('Check '));
    expect(own.map(({ name }) => name)).toContain('skip');
    expect(own.filter(({ name }) => !sectionOf(README, 'all in one').includes(`\`--${name}`))).toEqual([]);
    expect(everyCheck().filter((check) => !README.includes(`\`${executableOf(check)}\``))).toEqual([]);
  });

  it('shows a configuration that the bridge takes', () => {
    const [, yaml = ''] = /^ *```yaml\n([\s\S]*?)^ *```$/m.exec(README) ?? [];
    const { config } = readConfig('bridge.yaml', yaml, {});
    expect(config.nas.map(({ id }) => id)).toEqual(['office']);
  });

  it.each([['mqtt'], ['nas', 0], []])('names every key of %s %s in bridge.yaml', (...path) => {
    const text = sectionOf(README, 'bridge\\.yaml');
    const keys = knownKeys(path);
    expect(keys.length).toBeGreaterThan(3);
    expect(keys.filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
  });

  it('links only to sections and files that are there', () => {
    const anchors = [...README.matchAll(/^#+ (.+)$/gm)].map(
      ([, title = '']) => `#${title.toLowerCase().replaceAll(' ', '-').replaceAll(/[,.]/g, '')}`,
    );
    const links = [...README.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
    expect(
      links.filter((link) =>
        link.startsWith('#') ? !anchors.includes(link) : !existsSync(join(ROOT, link)),
      ),
    ).toEqual([]);
  });
});
