import { DsmError, InterruptedError } from '../dsm/errors.ts';
import { type Arguments, parseArguments } from '../nagios/arguments.ts';
import { loadHelp } from '../nagios/load-help.ts';
import { UsageError } from '../nagios/option.ts';
import { version } from '../version.ts';
import { consult } from './consult.ts';
import { enrol } from './login.ts';
import { ABOUT, DOCTOR_OPTIONS, EXITS, NAME } from './options.ts';
import { connectOptions, type Host, nasOf } from './settings.ts';

const USAGE = `${ABOUT}.

Usage: $0 -H HOST -u NAME [options]
       $0 login -H HOST -u NAME --device-id-file FILE [--code DIGITS]   enrols this machine for 2FA`;
const EXIT_LINE = `Exit: ${EXITS.map(({ code, says }) => `${code} ${says}`).join(', ')}.`;
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

async function runLogin(args: Arguments, host: Host): Promise<number> {
  const { stop } = host;
  const tokenFile = args.text('device-id-file');
  if (tokenFile === undefined)
    throw new UsageError('login: --device-id-file is missing: it is where the token goes');
  const nas = await nasOf(args.without('device-id-file'), host);
  const options = () => connectOptions(args, stop);
  host.write(`${await enrol({ nas, options, tokenFile, code: args.text('code'), stop })}\n`);
  return 0;
}

async function run([first = '', ...rest]: readonly string[], host: Host): Promise<number> {
  const isLogin = first === 'login';
  const args = parseArguments(isLogin ? rest : first === '' ? [] : [first, ...rest], DOCTOR_OPTIONS);
  if (args.has('help')) {
    const { renderOptions } = await loadHelp();
    host.write(await renderOptions({ executable: NAME, usage: USAGE, after: [EXIT_LINE] }, DOCTOR_OPTIONS));
    return 0;
  }
  if (args.has('version')) {
    host.write(`${NAME} ${version} (synology-drive-monitoring)\n`);
    return 0;
  }
  return isLogin ? runLogin(args, host) : consult(args, host);
}

function wordsOf(error: unknown): string {
  if (error instanceof DsmError) return error.words;
  return error instanceof Error ? error.message : String(error);
}

/** Ends the process when all that was said is out: a name server may still be waited for. */
const leave = (code: number) => process.stdout.write('', () => process.exit(code));

/** The first signal ends the run in order, logging out; a second one ends it at once. */
function listen(stop: AbortController): void {
  for (const signal of SIGNALS)
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(2);
      stop.abort(new InterruptedError(`ended by ${signal}`));
    });
}

function hostOf(stop: AbortSignal): Host {
  const onTerminal = process.stdout.isTTY === true;
  return {
    env: process.env,
    stop,
    write: (text) => process.stdout.write(text),
    onTerminal,
    coloured: onTerminal && !process.env.NO_COLOR,
  };
}

const stop = new AbortController();
const host = hostOf(stop.signal);
process.removeAllListeners('warning');
process.stdout.on('error', () => undefined);
listen(stop);
run(process.argv.slice(2), host).then(leave, (error: unknown) => {
  process.stderr.write(`${NAME}: ${wordsOf(error)}\n`);
  leave(2);
});
