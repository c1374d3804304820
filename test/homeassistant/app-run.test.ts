import { spawn } from 'node:child_process';
import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../src/simulator/certificate.ts';
import { type Ended, run } from '../support/executable.ts';

/*
 * What the app's container does at its start, with a Supervisor and a `setpriv` made for the test: the real ones are
 * only where the app is installed.
 */

const SCRIPT = resolve('homeassistant/app/rootfs/usr/local/bin/run-bridge');
const TOKEN = 'token of the Supervisor';
const NAS = { id: 'office', host: '192.0.2.10', username: 'monitor', password: 'secret of the NAS' };
const OFFERED = {
  host: 'core-mosquitto',
  port: 1883,
  ssl: false,
  username: 'addons',
  password: 'of the broker',
};

let folder: string;
let supervisor: Server;
/** What the Supervisor answers, request by request; the last one for ever. */
let answers: { status: number; body: unknown }[];
let requests: string[];

const ok = (data: unknown) => ({ status: 200, body: { result: 'ok', data } });
const refused = { status: 400, body: { result: 'error', message: 'Service not provided' } };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'app-'));
  for (const name of ['data', 'config', 'bin']) mkdirSync(join(folder, name));
  // Stands for both: says what it was called with, and what it knows.
  const stub = '#!/bin/sh\necho "$@"\necho "token $(printenv SUPERVISOR_TOKEN || echo none)"\n';
  writeFileSync(join(folder, 'bin/setpriv'), stub, { mode: 0o755 });
  requests = [];
  answers = [ok(OFFERED)];
  supervisor = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    const { status, body } = (answers.length > 1 ? answers.shift() : answers[0]) ?? refused;
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => supervisor.listen(0, '127.0.0.1', listening));
});

afterEach(async () => {
  await new Promise((closed) => supervisor.close(closed));
  rmSync(folder, { recursive: true });
});

const data = (name: string) => join(folder, 'data', name);
const mode = (name: string) => (statSync(data(name)).mode & 0o777).toString(8);

/** Starts the container's command with these options. */
function start(options: unknown, ...args: string[]): Promise<Omit<Ended, 'milliseconds'>> {
  writeFileSync(data('options.json'), JSON.stringify(options));
  const child = spawn(SCRIPT, args, {
    env: {
      PATH: [join(folder, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
      DATA_FOLDER: join(folder, 'data'),
      CONFIG_FOLDER: join(folder, 'config'),
      SUPERVISOR_URL: `http://127.0.0.1:${(supervisor.address() as AddressInfo).port}`,
      SUPERVISOR_TOKEN: TOKEN,
      SUPERVISOR_PAUSE: '1',
    },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code, stdout, stderr }));
  });
}

/** Whether the bridge accepts what was written; here it runs as the user of the tests. */
function checkConfig(): Promise<Ended> {
  const { uid, gid } = statSync(folder);
  chownSync(data('state'), uid, gid);
  return run('synology-drive-bridge', ['check-config', '--config', data('bridge.yaml')]);
}

const called = (verb: string) =>
  `--reuid=1000 --regid=1000 --clear-groups --no-new-privs synology-drive-bridge ${verb} --config ${data('bridge.yaml')}\ntoken none\n`;

describe('the start of the app', () => {
  it('asks the Supervisor for the broker, and becomes the bridge as another user, without the token', async () => {
    expect(await start({ mqtt: {}, nas: [NAS], log_level: 'info' })).toEqual({
      code: 0,
      stdout: called('run'),
      stderr: '',
    });
    expect(requests).toEqual([`GET /services/mqtt Bearer ${TOKEN}`]);
  });

  it('hands secrets over in files that only the bridge can read', async () => {
    await start({ nas: [NAS] });
    expect(readFileSync(data('secrets/nas-0.password'), 'utf8')).toBe('secret of the NAS');
    expect(readFileSync(data('secrets/mqtt.password'), 'utf8')).toBe('of the broker');
    const names = ['bridge.yaml', 'secrets', 'secrets/nas-0.password', 'secrets/mqtt.password', 'state'];
    expect(names.map(mode)).toEqual(['600', '700', '600', '600', '700']);
  });

  it('gives its files to the user of the bridge, where it runs as root', async () => {
    await start({ nas: [NAS] });
    const own = process.getuid?.();
    for (const name of ['bridge.yaml', 'secrets', 'secrets/nas-0.password', 'state'])
      expect(statSync(data(name)).uid, name).toBe(own === 0 ? 1000 : own);
  });

  it('writes what the bridge accepts, with certificates of the app’s own folder', async () => {
    const { certificate } = await selfSigned({ names: ['nas.example.com'] });
    writeFileSync(join(folder, 'config/nas.pem'), certificate);
    await start({ nas: [{ ...NAS, ca_file: 'nas.pem', min_versions: ['desktop=3.5.0'] }] });
    expect(readFileSync(data('secrets/nas-0.ca_file'), 'utf8')).toBe(certificate);
    const { code, stderr } = await checkConfig();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('writes what the bridge refuses with its own words, where an option has no meaning', async () => {
    await start({ nas: [{ ...NAS, interval: 'often' }] });
    const { code, stderr } = await checkConfig();
    expect(code).toBe(2);
    expect(stderr).toMatch(/bridge\.yaml:\d+:\d+: nas\[0\]\.interval: expected a duration/);
  });

  it('forgets the secrets of an earlier start, and keeps what the bridge remembers', async () => {
    await start({ nas: [NAS, { ...NAS, id: 'attic' }] });
    writeFileSync(data('state/session'), 'kept');
    await start({ mqtt: { url: 'mqtt://192.0.2.5' }, nas: [NAS] });
    expect(readdirSync(data('secrets'))).toEqual(['nas-0.password']);
    expect(readFileSync(data('state/session'), 'utf8')).toBe('kept');
  });

  it('does not ask the Supervisor where the options have a url', async () => {
    expect(await start({ mqtt: { url: 'mqtt://192.0.2.5' }, nas: [NAS] })).toMatchObject({ code: 0 });
    expect(requests).toEqual([]);
  });

  it('waits for a broker that is not up yet', async () => {
    answers = [refused, { status: 502, body: 'no' }, ok(OFFERED)];
    const { code, stderr } = await start({ nas: [NAS] });
    expect(code).toBe(0);
    expect(stderr).toMatch(/^(Home Assistant offers no MQTT broker yet \(.+\); asking again\n){2}$/);
  });

  it('cleans up instead, where that is switched on', async () => {
    expect(await start({ nas: [NAS], clean: true })).toMatchObject({ code: 0, stdout: called('clean') });
  });

  it('looks after the health of a running bridge without touching its files', async () => {
    expect(await start({ nas: [NAS] }, 'healthcheck')).toMatchObject({
      code: 0,
      stdout: called('healthcheck'),
    });
    expect(requests).toEqual([]);
    expect(readdirSync(join(folder, 'data'))).toEqual(['options.json']);
  });
});

describe('a start that cannot be', () => {
  const cannot = 'The configuration of this app cannot be used: ';

  it('says that there is no broker, after several tries', async () => {
    answers = [refused];
    const { code, stdout, stderr } = await start({ nas: [NAS] });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.split('\n').at(-2)).toBe(
      `${cannot}mqtt.url: empty, and Home Assistant offers no MQTT broker (Service not provided). Install the app Mosquitto broker, or fill in the url`,
    );
    expect(requests).toHaveLength(7);
  });

  it('says that there is no NAS', async () => {
    expect(await start({ mqtt: { url: 'mqtt://192.0.2.5' }, nas: [] })).toEqual({
      code: 2,
      stdout: '',
      stderr: `${cannot}nas: there is no NAS yet; add one in the configuration\n`,
    });
  });

  it('says which file is missing', async () => {
    const { code, stderr } = await start({ nas: [{ ...NAS, ca_file: 'nas.pem' }] });
    expect(code).toBe(2);
    expect(stderr).toContain(`${cannot}nas.pem cannot be read: put it into the app's folder`);
  });

  it('never shows a secret', async () => {
    answers = [refused];
    const { stderr } = await start({ nas: [{ ...NAS, min_versions: ['x'] }] });
    for (const secret of [NAS.password, TOKEN, OFFERED.password]) expect(stderr).not.toContain(secret);
  });
});
