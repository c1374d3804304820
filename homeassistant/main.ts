import yargs from 'yargs';
import { DsmError } from '../src/dsm/errors.ts';
import { version } from '../src/version.ts';
import { jsonSchema } from './config/json-schema.ts';
import { ConfigError } from './config/read.ts';
import { ABOUT, BRIDGE_OPTIONS, EXITS, NAME, VERBS } from './options.ts';
import { troubleOf, wordsOf } from './state/trouble.ts';
import { checkConfig } from './verbs/check-config.ts';
import { clean } from './verbs/clean.ts';
import { dashboard } from './verbs/dashboard.ts';
import { discovery } from './verbs/discovery.ts';
import { healthcheck } from './verbs/healthcheck.ts';
import { EXIT, type Host } from './verbs/host.ts';
import { loadSettings } from './verbs/load.ts';
import { run } from './verbs/run.ts';

type Verb = keyof typeof VERBS;

interface Order {
  readonly verb: Verb;
  readonly config: string;
  readonly once: boolean;
}

class UsageError extends Error {}

const isVerb = (word: string): word is Verb => Object.hasOwn(VERBS, word);

const USAGE = `$0 [verb] --config FILE

${ABOUT}.

Verbs:
${Object.entries(VERBS)
  .map(([verb, says]) => `  ${verb.padEnd(13)} ${says}`)
  .join('\n')}`;

function parse(words: readonly string[]): Order {
  const given = yargs(words)
    .scriptName(NAME)
    .usage(USAGE)
    .options(BRIDGE_OPTIONS)
    .parserConfiguration({ 'duplicate-arguments-array': false })
    .alias('help', 'h')
    .version(`${NAME} ${version} (synology-drive-monitoring)`)
    .alias('version', 'V')
    .epilogue(`Exit: ${EXITS.map(({ code, says }) => `${code} ${says}`).join(', ')}.`)
    .locale('en')
    .strictOptions()
    .wrap(100)
    .fail((message, error) => {
      throw new UsageError(`${message ?? error?.message}; see --help`);
    })
    .parseSync();
  const [verb = 'run', ...more] = given._.map(String);
  if (!isVerb(verb)) throw new UsageError(`unknown verb ${verb}: ${Object.keys(VERBS).join(', ')}`);
  if (more.length > 0) throw new UsageError(`too many words: ${more.join(' ')}`);
  if (given.once && verb !== 'run') throw new UsageError(`--once goes with run only, not with ${verb}`);
  if (given.config === '') throw new UsageError('--config names no file; see --help');
  return { verb, config: given.config, once: given.once };
}

const complain = (words: string) => process.stderr.write(`${NAME}: ${words}\n`);

async function obey({ verb, config, once }: Order, host: Host): Promise<number> {
  if (verb === 'schema') {
    host.write(`${JSON.stringify(jsonSchema(), undefined, 2)}\n`);
    return EXIT.fine;
  }
  const settings = loadSettings(config, host);
  const verbs: Record<Exclude<Verb, 'schema'>, () => number | Promise<number>> = {
    run: () => run(settings, once, host),
    'check-config': () => checkConfig(settings, host),
    discovery: () => discovery(settings, host, complain),
    dashboard: () => dashboard(settings, host, complain),
    clean: () => clean(settings, host, complain),
    healthcheck: () => healthcheck(settings, host),
  };
  return verbs[verb]();
}

function explain(error: unknown): number {
  if (error instanceof ConfigError) for (const problem of error.problems) complain(problem);
  else if (error instanceof DsmError) complain(wordsOf(troubleOf(error)));
  else complain(error instanceof Error ? error.message : String(error));
  return error instanceof ConfigError || error instanceof DsmError || error instanceof UsageError
    ? EXIT.wrong
    : EXIT.failed;
}

/** The first signal ends the run in order; a second one at once. */
function listen(stop: AbortController): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(EXIT.failed);
      stop.abort();
    });
}

/** Whatever nobody caught ends the process with words; whoever started it starts it again. */
function catchAll(): void {
  const fail = (error: unknown) => {
    complain(wordsOf(troubleOf(error)));
    process.exit(EXIT.failed);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
}

const stop = new AbortController();
catchAll();
const onTerminal = process.stderr.isTTY === true;
process.removeAllListeners('warning');
process.stdout.on('error', () => undefined);
listen(stop);
const host: Host = {
  env: process.env,
  stop: stop.signal,
  write: (text) => process.stdout.write(text),
  onTerminal,
  coloured: onTerminal && !process.env.NO_COLOR,
};
// Written out before the end: a pipe may take it slowly.
const leave = (code: number) => process.stdout.write('', () => process.exit(code));
Promise.resolve()
  .then(() => obey(parse(process.argv.slice(2)), host))
  .catch(explain)
  .then(leave);
