import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a check said. */
export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Runs one executable of dist/ to its end, as a monitoring server would. */
export function runCheck(dist: string, name: string, args: readonly string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(dist, name), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? -1, output }));
  });
}
