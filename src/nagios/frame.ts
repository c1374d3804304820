import { writeSync } from 'node:fs';
import type { Check } from './check.ts';
import { execute, type Host } from './execute.ts';
import type { Rendered } from './output.ts';
import { exitCodes } from './status.ts';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Blocks for a moment; the reader of a full pipe needs it. */
const breathe = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);

/**
 * Writes all of it before the process ends. Who closed our output, or whose disk is full, still gets the exit code:
 * there is no other place to complain.
 */
function writeOut(text: string): void {
  let rest = Buffer.from(text);
  for (let tries = 0; rest.length > 0 && tries < 200; tries++) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return;
      breathe();
    }
  }
}

function finish({ state, text }: Rendered): never {
  writeOut(text);
  process.exit(exitCodes[state]);
}

const unknown = (name: string, words: string): Rendered => ({
  state: 'UNKNOWN',
  text: `DRIVE ${name} UNKNOWN - ${words}\n`,
});

/** Turns whatever was thrown where nobody caught it into a legal answer: Node itself would end with 1, a WARNING. */
function catchAll(name: string): void {
  const fail = (error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    finish(
      unknown(name, `internal error: ${text.replace(/[\r\n|;]+/g, ' ').slice(0, 200)}. Please report it`),
    );
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  // Icinga takes stderr for output, and a warning of Node's is none of ours.
  process.removeAllListeners('warning');
}

/** Ends the run on a signal: at once before there is anything to end, and at the second signal. */
function listen(name: string): Host['onInterrupt'] {
  let end: ((reason: string) => void) | undefined;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      const words = `ended by ${signal} before there was a verdict`;
      if (!end) finish(unknown(name, words));
      end(words);
      end = undefined;
    });
  return (handler) => (end = handler);
}

/** Runs a check as this process. The one place that touches the process, its output and its exit code. */
export async function runCheck(check: Check): Promise<void> {
  catchAll(check.name);
  const onInterrupt = listen(check.name);
  const elapsed = () => process.uptime() * 1000;
  finish(await execute(check, { argv: process.argv.slice(2), env: process.env, elapsed, onInterrupt }));
}
