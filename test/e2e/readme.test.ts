import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bridgeConfig } from '../../src/demo/bridge-process.ts';
import { start } from '../support/executable.ts';
import { type Office, openOffice } from '../support/office.ts';
import { commandsOf, README } from '../support/readme.ts';
import { Mosquitto } from './peers/mosquitto.ts';

const subscribers = commandsOf(README).filter(({ command }) => command.startsWith('mosquitto_sub '));

let office: Office;
let broker: Mosquitto;

beforeAll(async () => {
  office = await openOffice();
  broker = await Mosquitto.start();
  const yaml = bridgeConfig({ nasPort: office.nas.port, brokerPort: broker.port });
  const config = office.folder.file('bridge.yaml', yaml);
  const { code, stderr } = await start('synology-drive-bridge', ['--once', '--config', config]).ended;
  expect({ code, stderr }).toMatchObject({ code: 0 });
});
afterAll(() => Promise.all([office.close(), broker.close()]));

/** Types a command of the README, of this test's broker. */
function type(command: string): Promise<string> {
  const typed = command.replace('-h broker.example.com', `-h 127.0.0.1 -p ${broker.port} -W 10`);
  return new Promise((resolve, reject) => {
    execFile('bash', ['-c', typed], (error, stdout) => (error ? reject(error) : resolve(stdout)));
  });
}

const withoutTimes = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '…');

describe("the README's subscribers", () => {
  it('are there', () => expect(subscribers.length).toBeGreaterThan(1));

  it.each(subscribers)('$command', async ({ command, output }) => {
    expect(withoutTimes(await type(command))).toBe(withoutTimes(output ?? ''));
  });
});
