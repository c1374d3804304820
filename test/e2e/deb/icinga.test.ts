import { copyFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../../../src/simulator/certificate.ts';
import { defaultScenario } from '../../../src/simulator/default-scenario.ts';
import type { UserRow } from '../../../src/simulator/rows.ts';
import { bookwormRoot } from '../../support/executable.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { commandsOf, README, sectionOf } from '../../support/readme.ts';
import { freePort } from '../peers/free-port.ts';
import { until } from '../peers/until.ts';
import { Machine, PACKAGES } from './machine.ts';
import { CURRENT, FOLDER, requireCurrent } from './packages.ts';

/** What the README says from a bare Debian to the first service, word for word. */
const typed = commandsOf(sectionOf(README, 'Debian package')).filter(
  ({ command }) => !command.startsWith('npm '),
);
const commands = typed.slice(
  0,
  typed.findIndex(({ command }) => command.endsWith('systemctl reload icinga2')) + 1,
);
const HOST = 'nas.example.com';
const SECONDS_A_DAY = 86_400;

/** Nobody's quota is exhausted, and everybody has synced. */
const green = {
  ...defaultScenario,
  users: (defaultScenario.users ?? []).map((user) => ({ ...user, quota_total: 0 })),
};
const exhausted = (user: UserRow): UserRow => ({
  ...user,
  quota_total: 1000,
  quota_used: 990,
  last_sync_time: Math.floor(Date.now() / 1000) - 5 * SECONDS_A_DAY,
});

let office: Office;
let machine: Machine;
let api: number;
beforeAll(async () => {
  requireCurrent();
  office = await openOffice({ tls: await selfSigned(), scenario: green });
  api = await freePort();
  office.folder.file('password.txt', 'monitor\n', 0o644);
  copyFileSync(join(FOLDER, CURRENT), join(office.folder.path, CURRENT));
  machine = await Machine.boot(bookwormRoot(), office.folder.path);
});
afterAll(async () => {
  await machine.halt();
  await office.close();
});

/** What an administrator types into the one file that is to be edited: where this NAS is. */
const edits = (file: string) => {
  const lines = [
    `s/address = .*/address = "127.0.0.1"\\n  vars.synology_drive_port = ${office.nas.port}/`,
    `s|// vars.synology_drive_fingerprint = .*|vars.synology_drive_fingerprint = [ "${office.nas.tls?.fingerprint}" ]|`,
  ];
  return `sed --in-place ${lines.map((line) => `--expression='${line}'`).join(' ')} ${file}`;
};

/** A bare root has no sudo, nobody who types, and nothing that starts a daemon: its run folder, and the daemon by hand. */
const here = (command: string) =>
  command
    .replaceAll('sudo ', '')
    .replace(/^editor (.*)$/, (_, file: string) => edits(file))
    .replace(
      /systemctl reload icinga2$/,
      `${withApi()} && install -d -o nagios -g nagios /run/icinga2 && icinga2 daemon --daemonize </dev/null >/tmp/said 2>&1`,
    )
    .replace(/^apt install /, 'apt install --yes ');

/** For this test to look into it: Icinga's API, on a port that is free. */
const withApi = () =>
  `icinga2 api setup --cn localhost && ` +
  `sed --in-place 's/object ApiListener "api" {/&\\n  bind_host = "127.0.0.1"\\n  bind_port = ${api}/' /etc/icinga2/features-available/api.conf && ` +
  `printf 'object ApiUser "test" {\\n  password = "test"\\n  permissions = [ "*" ]\\n}\\n' >/etc/icinga2/conf.d/test.conf`;

function ask(method: string, path: string): Promise<unknown> {
  const url = `https://127.0.0.1:${api}/v1/${path}`;
  const options = {
    method,
    auth: 'test:test',
    rejectUnauthorized: false,
    headers: { accept: 'application/json' },
  };
  return new Promise((done, fail) => {
    const asked = request(url, options, async (answer) => {
      const parts: Buffer[] = [];
      for await (const part of answer) parts.push(part);
      done(JSON.parse(Buffer.concat(parts).toString()));
    });
    asked.on('error', fail).end();
  });
}

const ONLY_OURS = `filter=${encodeURIComponent(`host.name=="${HOST}"`)}`;

/** The state of each of the NAS's services as Icinga knows it: 0 is green, 2 is red. */
async function states(): Promise<Record<string, number>> {
  const { results } = (await ask('GET', `objects/services?${ONLY_OURS}&attrs=name&attrs=state`)) as {
    results: { attrs: { name: string; state: number } }[];
  };
  return Object.fromEntries(
    results.map(({ attrs }) => [attrs.name.replace('synology-drive-', ''), attrs.state]),
  );
}

/** Has Icinga check now, and waits until it says so. */
const becomes = (expected: Record<string, number>) =>
  until(
    JSON.stringify(expected),
    async () => {
      const seen = await states();
      if (JSON.stringify(seen, Object.keys(expected)) === JSON.stringify(expected)) return seen;
      await ask('POST', `actions/reschedule-check?type=Service&force=1&${ONLY_OURS}`);
      throw new Error(JSON.stringify(seen));
    },
    { every: 2000 },
  );

const all = (state: number) => ({
  clients: state,
  connections: state,
  health: state,
  'last-sync': state,
  quota: state,
  sync: state,
});

describe('Icinga 2 on a bare Debian 12, by the README', { retry: 0 }, () => {
  it('begins with the package and Icinga, and ends with a reload', () => {
    expect(commands[0]?.command).toMatch(/^sudo apt install \.\/\S+\.deb icinga2$/);
    expect(commands.at(-1)?.command).toMatch(/systemctl reload icinga2$/);
  });

  it.each(commands)(
    '$command',
    async ({ command }) => {
      await machine.told(`cd ${PACKAGES} && ${here(command)}`, { patience: 200_000 });
    },
    240_000,
  );

  it('turns green', async () => {
    await becomes(all(0));
  });

  it('turns red where the NAS says so', async () => {
    office.nas.update((scenario) => ({
      ...scenario,
      syncs: (scenario.syncs ?? []).map((sync) => ({ ...sync, sync_status: 'error' })),
      users: (scenario.users ?? []).map(exhausted),
    }));
    await becomes({ ...all(0), 'last-sync': 2, quota: 2, sync: 2 });
  });

  it('turns green again', async () => {
    office.nas.setScenario(green);
    await becomes(all(0));
  });

  it('turns red altogether with the NAS switched off', async () => {
    await office.nas.close();
    await becomes(all(2));
  });
});
