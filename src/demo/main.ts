import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultScenario } from '../simulator/default-scenario.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { type BridgeProcess, bridgeConfig, startBridge } from './bridge-process.ts';
import { type DemoBroker, startBroker } from './broker.ts';
import { expectTrouble, type Stage, showChecks } from './checks.ts';
import { DEMO_HELP, type DemoOptions, demoOptions } from './options.ts';
import { bold } from './paint.ts';
import { Watch } from './watch.ts';

/** While somebody watches, the simulated office moves on so often, in milliseconds. */
const STEP = 15_000;
const NAS = 'synology_drive/office';

const stage: Stage = {
  say: (line = '') => process.stdout.write(`${line}\n`),
  coloured: process.stdout.isTTY === true && !process.env.NO_COLOR,
};
const { say } = stage;
const title = (text: string) => say(bold(text, stage.coloured));

/** Everything that runs, and the folder that it runs in. */
interface Demo {
  readonly folder: string;
  readonly nas: Simulator;
  readonly broker: DemoBroker;
  readonly watch: Watch;
  readonly connection: readonly string[];
}

/** Lets the simulated hour pass until the office has its troubles. */
function moveOn(nas: Simulator): void {
  for (let step = nas.advance(); step; step = nas.advance()) {
    say(`  ${step.say ?? 'time passes'}`);
    if (step.say?.includes('fails')) return;
  }
}

const refresh = ({ broker }: Demo) => broker.publish(`${NAS}/refresh/set`, 'PRESS');

/** All that the bridge knows at the end of its first round is on the broker. */
async function fullRound({ watch, nas }: Demo): Promise<void> {
  const users = nas.scenario().users?.length ?? 0;
  await watch.until(`${NAS}/user/…`, () => watch.below(`${NAS}/user/`).length >= users);
  await watch.until(
    `${NAS}/availability/profiles`,
    () => watch.get(`${NAS}/availability/profiles`) === 'online',
  );
}

async function play(demo: Demo): Promise<void> {
  const { nas, connection, watch } = demo;
  const before = await showChecks(connection, stage);
  title('The bridge publishes:');
  const bridge = startBridge('dist', demo.folder, { nasPort: nas.port, brokerPort: demo.broker.port });
  try {
    await Promise.race([fullRound(demo), diedEarly(bridge)]);
    say();
    title('Meanwhile at the office:');
    moveOn(nas);
    say();
    title('The bridge, asked to look now, publishes:');
    refresh(demo);
    await watch.until('a failed task', () => /"error":[1-9]/.test(watch.get(`${NAS}/sync`) ?? ''));
    say();
    expectTrouble([...before, ...(await showChecks(connection, stage))]);
    say(`${nas.logIns()} log-ins, ${nas.requests.length} requests to the NAS.`);
    if (!options.once && process.stdout.isTTY) await stayUp(demo);
  } finally {
    await bridge.stop();
  }
}

async function diedEarly({ ended }: BridgeProcess): Promise<never> {
  throw new Error(`the bridge ended with ${await ended}`);
}

/** Until Ctrl-C; the office's hour begins anew when it is over. */
async function stayUp({ nas }: Demo): Promise<void> {
  title('This stays up until Ctrl-C; the office moves on every 15 seconds.');
  const clock = setInterval(() => {
    const step = nas.advance();
    if (step) say(`  ${step.say ?? 'time passes'}`);
    else nas.setScenario(defaultScenario);
  }, STEP);
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  clearInterval(clock);
}

function introduce({ nas, broker, connection }: Demo, { homeAssistant }: DemoOptions): void {
  say(`A simulated NAS listens on ${nas.url} (account monitor, password monitor).`);
  say(`A broker listens on mqtt://127.0.0.1:${broker.port}.`);
  say(`… stands for: ${connection.join(' ')}`);
  say();
  if (!homeAssistant) return;
  title('A real Home Assistant on this machine, pointed at it:');
  say('  Settings > Devices & services > Add integration > MQTT');
  say(`  Broker 127.0.0.1, port ${broker.port}, no user name and no password; in its further settings`);
  say('  MQTT protocol 3.1.1. The devices are there as soon as the bridge has looked around.');
  say('  bridge.yaml is:');
  say(bridgeConfig({ nasPort: nas.port, brokerPort: broker.port }).replace(/^/gm, '    ').trimEnd());
  say();
}

function connectionTo(nas: Simulator, folder: string): string[] {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'monitor\n', { mode: 0o600 });
  const where = ['-H', '127.0.0.1', '-p', String(nas.port), '--plain-http'];
  const who = ['-u', 'monitor', '--password-file', passwordFile];
  return [...where, ...who, '--session-dir', join(folder, 'sessions')];
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'synology-drive-demo-'));
  const watch = new Watch((line) => say(`  ${line}`));
  const nas = await startSimulator();
  const broker = await startBroker(options.port, (message) => watch.take(message));
  const demo: Demo = { folder, nas, broker, watch, connection: connectionTo(nas, folder) };
  try {
    introduce(demo, options);
    await play(demo);
  } finally {
    await broker.close();
    await nas.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const given = demoOptions(process.argv.slice(2));
const options: DemoOptions = given === 'help' ? { once: true, homeAssistant: false, port: 0 } : given;
if (given === 'help') say(DEMO_HELP);
else void main();
