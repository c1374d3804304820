import { bold, paint } from './paint.ts';
import { runCheck } from './run-check.ts';
import { SCENES } from './scenes.ts';

export interface Stage {
  readonly say: (line?: string) => void;
  readonly coloured: boolean;
}

/** Runs each check once, shows what it said, and returns the exit codes. */
export async function showChecks(connection: readonly string[], { say, coloured }: Stage): Promise<number[]> {
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

/** A demo that shows no trouble shows nothing. */
export function expectTrouble(codes: readonly number[]): void {
  for (const [code, name] of [
    [1, 'WARNING'],
    [2, 'CRITICAL'],
  ] as const)
    if (!codes.includes(code)) throw new Error(`the demo showed no ${name}`);
}
