import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { ConfigurationError } from '../dsm/errors.ts';

/** Writes nothing: what is typed does not appear. */
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });

/** Asks a person on the terminal; `hidden` answers are not shown. Throws ConfigurationError where there is no terminal. */
export async function prompt(question: string, hidden: boolean, instead: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new ConfigurationError(`${question} cannot be asked without a terminal`, instead);
  process.stderr.write(`${question}: `);
  const reader = createInterface({
    input: process.stdin,
    output: hidden ? nowhere : process.stderr,
    terminal: true,
  });
  try {
    return await reader.question('');
  } finally {
    reader.close();
    if (hidden) process.stderr.write('\n');
  }
}
