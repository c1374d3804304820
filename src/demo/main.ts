import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { bold, paint } from './paint.ts';
import { runCheck } from './run-check.ts';
import { SCENES } from './scenes.ts';

const coloured = process.stdout.isTTY === true && !process.env.NO_COLOR;
const say = (line = '') => process.stdout.write(`${line}\n`);

/** Runs each check once, shows what it said, and returns the exit codes. */
async function showChecks(connection: readonly string[]): Promise<number[]> {
  const codes: number[] = [];
  for (const { check, args } of SCENES) {
    const { code, output } = await runCheck('dist', check, [...connection, ...args]);
    say(bold(`$ ${[check, '…', ...args].join(' ')}`, coloured));
    say(paint(code, output.trimEnd(), coloured));
    say(`exit code ${code}`);
    say();
    codes.push(code);
  }
  return codes;
}

/** Lets the simulated hour pass until the office has its troubles. */
function moveOn(nas: Simulator): void {
  for (let step = nas.advance(); step; step = nas.advance()) {
    say(`  ${step.say ?? 'time passes'}`);
    if (step.say?.includes('fails')) return;
  }
}

async function play(nas: Simulator, folder: string): Promise<void> {
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, 'monitor\n', { mode: 0o600 });
  const connection = [
    '-H',
    '127.0.0.1',
    '-p',
    String(nas.port),
    '--plain-http',
    '-u',
    'monitor',
    '--password-file',
    passwordFile,
    '--session-dir',
    join(folder, 'sessions'),
  ];
  say(`A simulated NAS listens on ${nas.url} (account monitor, password monitor).`);
  say(`… stands for: ${connection.join(' ')}`);
  say();
  const before = await showChecks(connection);
  say(bold('Meanwhile at the office:', coloured));
  moveOn(nas);
  say();
  const codes = [...before, ...(await showChecks(connection))];
  say(`${codes.length} checks, ${nas.logIns()} log-in, ${nas.requests.length} requests to the NAS.`);
  for (const [code, name] of [
    [1, 'WARNING'],
    [2, 'CRITICAL'],
  ] as const)
    if (!codes.includes(code)) throw new Error(`the demo showed no ${name}`);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'synology-drive-demo-'));
  const nas = await startSimulator();
  try {
    await play(nas, folder);
  } finally {
    await nas.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
