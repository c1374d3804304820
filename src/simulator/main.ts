import { stringify } from 'yaml';
import yargs from 'yargs';
import { version } from '../version.ts';
import type { TlsMaterial } from './certificate.ts';
import { chooseScenario } from './chosen-scenario.ts';
import { greeting } from './greeting.ts';
import { ABOUT, NAME, SIMULATOR_OPTIONS } from './options.ts';
import { type Simulator, startSimulator } from './simulator.ts';

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
    .scriptName(NAME)
    .usage(`$0 [options]\n\n${ABOUT}.`)
    .options(SIMULATOR_OPTIONS)
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
  process.stderr.write(`${NAME}: ${reason(error)}\n`);
  process.exitCode = 1;
});
