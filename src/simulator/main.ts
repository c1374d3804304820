import { stringify } from 'yaml';
import yargs from 'yargs';
import { version } from '../version.ts';
import type { TlsMaterial } from './certificate.ts';
import { chooseScenario } from './chosen-scenario.ts';
import { type Dialect, dialects } from './dialect.ts';
import { greeting } from './greeting.ts';
import { type Simulator, startSimulator } from './simulator.ts';

const name = 'synology-drive-simulator';

const options = {
  port: {
    type: 'number',
    default: 5000,
    requiresArg: true,
    describe: 'port to listen on, 0 for any free one',
  },
  host: { type: 'string', default: '127.0.0.1', requiresArg: true, describe: 'address to listen on' },
  tls: { type: 'boolean', default: false, describe: 'https, with a certificate made for this run' },
  scenario: {
    type: 'string',
    requiresArg: true,
    describe: 'YAML file to play instead of the built-in scenario',
  },
  dialect: {
    type: 'string',
    requiresArg: true,
    coerce: dialectNamed,
    describe:
      'documented or dsm: speak as the API document or as a real DSM does, whatever the scenario says',
  },
  replay: {
    type: 'string',
    requiresArg: true,
    conflicts: ['scenario', 'dialect'],
    describe: 'play back a record of synology-drive-doctor --record; any account and password may log in',
  },
  'time-lapse': {
    type: 'number',
    default: 1,
    requiresArg: true,
    describe: 'run the timeline so many times faster; 0: only by SIGUSR2',
  },
  'print-scenario': {
    type: 'boolean',
    default: false,
    describe: 'print the scenario as YAML, to begin one of your own',
  },
} as const;

async function main(words: readonly string[]): Promise<void> {
  const given = parse(words);
  const scenario = chooseScenario(given);
  if (given.printScenario) {
    process.stdout.write(stringify(scenario));
    return;
  }
  const simulator = await startSimulator({
    scenario,
    host: given.host,
    port: given.port,
    tls: given.tls ? await certificateFor(given.host) : undefined,
    timeLapse: given.timeLapse,
    onStep: (step) => say(step.say ?? 'the scenario moves on'),
  });
  // Before anybody reads that it is there, and may end it.
  obeySignals(simulator);
  for (const line of greeting(simulator, given.host)) say(line);
}

function parse(words: readonly string[]) {
  return yargs(words)
    .scriptName(name)
    .usage('$0 [options]\n\nA simulated Synology NAS with Drive Server, to try the checks on.')
    .options(options)
    .parserConfiguration({ 'duplicate-arguments-array': false })
    .alias({ help: 'h', version: 'V' })
    .check(({ port, 'time-lapse': timeLapse }) => {
      if (!(Number.isInteger(port) && port >= 0 && port <= 65_535))
        throw new Error('--port is a number from 0 to 65535');
      if (!(Number.isFinite(timeLapse) && timeLapse >= 0))
        throw new Error('--time-lapse is a number, 0 or more');
      return true;
    })
    .version(version)
    .locale('en')
    .strict()
    .wrap(100)
    .fail((message, error) => {
      throw error ?? new Error(`${message}; see --help`);
    })
    .parseSync();
}

function dialectNamed(name: string): Dialect {
  const found = dialects.find((dialect) => dialect === name);
  if (!found) throw new Error(`--dialect is ${dialects.join(' or ')}`);
  return found;
}

/** What makes certificates is loaded only where one is wanted: that takes a tenth of a second. */
async function certificateFor(host: string): Promise<TlsMaterial> {
  const { selfSigned } = await import('./certificate.ts');
  return selfSigned({ names: ['localhost', '127.0.0.1', '::1', host] });
}

/** SIGUSR2 takes the next step of the timeline. */
function obeySignals(simulator: Simulator): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void simulator.close());
  process.on('SIGUSR2', () => {
    if (!simulator.advance()) say('the timeline is over');
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line of words for any error. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'the port is in use; choose another with --port';
  return error.message.split('\n')[0] ?? error.name;
}

process.stdout.on('error', () => undefined);
main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${name}: ${reason(error)}\n`);
  process.exitCode = 1;
});
