import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECK_IDS, executable, until } from '../../support/checks.ts';
import { artefactNamed, type Folder, makeFolder, type Running, start } from '../../support/executable.ts';
import { listenOddly, type Oddity } from '../../support/servers.ts';

const NATIVE = artefactNamed('native');
const ENVIRONMENTS = [{}, { BUN_JSC_useJIT: 'true' }];

/** Takes whatever comes, and answers nothing. */
let silence: Oddity;
let folder: Folder;
let connection: string[];
beforeAll(async () => {
  silence = await listenOddly(() => undefined);
  folder = makeFolder();
  const address = ['-H', '127.0.0.1', '-p', String(silence.port), '--plain-http'];
  const account = ['-u', 'monitor', '--password-file', folder.file('password', 'monitor\n')];
  connection = [...address, ...account, '--session-dir', `${folder.path}/state`];
});
afterAll(async () => {
  await silence.close();
  folder.remove();
});

/** Where a process that is alive has memory for machine code of its own: what is writable and executable at once. */
function roomForCode({ child }: Running): readonly string[] {
  const maps = readFileSync(`/proc/${child.pid}/maps`, 'utf8').split('\n');
  expect(maps.some((line) => / r-x. .*\/synology-drive$/.test(line))).toBe(true);
  return maps.filter((line) => / .wx. /.test(line));
}

/** The room of a process that is in the midst of its work: it has called, or said something. */
async function roomOf(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const before = silence.connections();
  const running = start(name, args, env, NATIVE);
  let said = false;
  running.child.stdout?.once('data', () => {
    said = true;
  });
  try {
    await until(() => said || silence.connections() > before);
    return roomForCode(running);
  } finally {
    running.child.kill('SIGKILL');
    await running.ended;
  }
}

describe.each(ENVIRONMENTS)('with %j in the environment', (env) => {
  it.each(CHECK_IDS)('%s has no room for machine code of its own', async (check) => {
    expect(await roomOf(executable(check), connection, env)).toEqual([]);
  });

  it('what runs on has', async () => {
    const mqtt = `mqtt: {url: "mqtt://127.0.0.1:${silence.port}"}\n`;
    const nas = `nas: [{id: office, host: 127.0.0.1, username: monitor, password_file: ${folder.path}/password}]\n`;
    const config = folder.file('bridge.yaml', `${mqtt}state_dir: ${folder.path}/bridge\n${nas}`);
    for (const [name, args] of [
      ['synology-drive-bridge', ['--config', config]],
      ['synology-drive-doctor', connection],
      ['synology-drive-simulator', ['--port', '0']],
      ['synology-drive', ['synology-drive-simulator', '--port', '0']],
    ] as const)
      expect([name, (await roomOf(name, args, env)).length]).toEqual([name, 1]);
  });
});
