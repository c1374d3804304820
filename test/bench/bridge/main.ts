import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { crowdFigures } from './crowd.ts';
import { type Figure, figureLines } from './figure.ts';
import { fleetFigures } from './fleet.ts';
import { hourReport } from './hour.ts';

const USAGE = `Usage: npm run bench:bridge -- [crowd] [fleet] [hour] [options]

How the bridge bears large sites and bad days, beside Debian's mosquitto and simulated NASes in processes of their own;
default: all three. Ends with 1 when a figure is not met.
  crowd  one NAS with 10 000 users, 5 000 ShareSync tasks and 20 000 connections
  fleet  50 NASes, of which one hangs
  hour   everything goes wrong for two minutes; then all must be as if nothing had been

  --rounds N        first discoveries of the crowd, each beside mqtt.js alone, default 3
  --dialect NAME    of the crowd's NAS: documented (default) or dsm
  --user-devices N  of the crowd's 10 000 users, default 200 as the bridge's own
  --seed N          of the hour; default: another one each time
  --profile FOLDER  writes a profile of the processor there, of the bridge before the crowd

CHECKS_DIST names another folder than dist/ for the bridge.
`;

const PARTS = ['crowd', 'fleet', 'hour'] as const;

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,10}$/.test(text)) throw new Error(`--${name} is a whole number`);
  return Number(text);
}

const options = {
  rounds: { type: 'string', default: '3' },
  dialect: { type: 'string', default: 'documented' },
  'user-devices': { type: 'string', default: '200' },
  seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  profile: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

const crowdOf = ({ dialect, rounds, 'user-devices': userDevices, profile }: Values) => {
  if (dialect !== 'documented' && dialect !== 'dsm') throw new Error('--dialect is documented or dsm');
  return crowdFigures({
    dialect,
    rounds: wholeNumber('rounds', rounds),
    userDevices: wholeNumber('user-devices', userDevices),
    node: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
  });
};

async function hourOf({ seed }: Values): Promise<readonly Figure[]> {
  const number = wholeNumber('seed', seed);
  process.stdout.write(`seed ${number}\n`);
  const { figures, story } = await hourReport({ seed: number });
  for (const line of story) process.stdout.write(`  ${line}\n`);
  return figures;
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help) {
    process.stdout.write(USAGE);
    return true;
  }
  const strange = positionals.find((one) => !(PARTS as readonly string[]).includes(one));
  if (strange !== undefined) throw new Error(`unknown part ${strange}; see --help`);
  const run = { crowd: crowdOf, fleet: fleetFigures, hour: hourOf };
  let isMet = true;
  for (const part of PARTS.filter((one) => positionals.length === 0 || positionals.includes(one))) {
    const figures = await run[part](values);
    process.stdout.write(`--- ${part}\n${figureLines(figures)}`);
    isMet &&= figures.every((figure) => figure.isMet);
  }
  const load = loadavg().map((one) => one.toFixed(1));
  process.stdout.write(`${cpus().length} cores, load ${load.join(' ')}, Node ${process.version}\n`);
  return isMet;
}

main().then(
  (isMet) => {
    process.exitCode = isMet ? 0 : 1;
  },
  (error: unknown) => {
    process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  },
);
