import { createInterface, type Interface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { reasonOf } from '../dsm/deadline.ts';
import { ConfigurationError, InterruptedError } from '../dsm/errors.ts';

export interface Prompt {
  readonly question: string;
  /** What is typed is not shown. */
  readonly hidden: boolean;
  /** How to do without a terminal. */
  readonly instead: string;
  /** Aborted when the run is to end. */
  readonly stop: AbortSignal;
}

/** Writes nothing: what is typed does not appear. */
const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });

/** Rejects as soon as the person gives up: without it nothing would ever settle, and the process end as if all were well. */
function givenUp(reader: Interface): Promise<never> {
  return new Promise((_resolve, reject) => {
    reader.once('SIGINT', () => reject(new InterruptedError('ended by Ctrl-C')));
    reader.once('close', () => reject(new InterruptedError('ended: nothing was typed')));
  });
}

/** Asks a person on the terminal. Throws ConfigurationError where there is none, InterruptedError when there is no answer. */
export async function prompt({ question, hidden, instead, stop }: Prompt): Promise<string> {
  if (!process.stdin.isTTY)
    throw new ConfigurationError(`${question} cannot be asked without a terminal`, instead);
  const output = hidden ? nowhere() : process.stderr;
  // The reader first: it turns the terminal's own echo off before anybody is asked to type.
  const reader = createInterface({ input: process.stdin, output, terminal: true });
  const answer = reader.question('', { signal: stop }).catch(() => Promise.reject(reasonOf(stop)));
  process.stderr.write(`${question}: `);
  let answered = false;
  try {
    const text = await Promise.race([answer, givenUp(reader)]);
    answered = true;
    return text;
  } finally {
    reader.close();
    if (hidden || !answered) process.stderr.write('\n');
  }
}
