import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { commandOf, fileOf } from '../../../support/executable.ts';
import { until, type Waiting } from '../../peers/until.ts';

/** One line that the bridge has said; `level` is pino's number, 0 of a line that is none of its log. */
export interface LogLine {
  readonly level: number;
  readonly text: string;
  readonly at: number;
}

export const [WARN, ERROR] = [40, 50] as const;

/** How a process ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** `performance.now()` of its end. */
  readonly at: number;
}

export type Environment = Readonly<Record<string, string>>;

const NAME = 'synology-drive-bridge';
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

function levelOf(text: string): number {
  try {
    const { level } = JSON.parse(text) as { level?: unknown };
    return typeof level === 'number' ? level : (LEVELS.indexOf(String(level)) + 1) * 10;
  } catch {
    return 0;
  }
}

/** The built bridge as a process; the kernel kills it when the test's process is gone. */
export class Bridge {
  readonly log: LogLine[] = [];
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  #result: Ended | undefined;

  private constructor(args: readonly string[], env: Environment) {
    if (!existsSync(fileOf(NAME))) throw new Error(`${fileOf(NAME)} is not there: npm run build`);
    this.#child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', ...commandOf(NAME), ...args], {
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      this.#listen(this.#child[name], (line) => (output[name] += `${line}\n`));
    this.ended = once(this.#child, 'close').then(([code, signal]) => {
      this.#result = { code, signal, ...output, at: performance.now() };
      return this.#result;
    });
  }

  static start(args: readonly string[], env: Environment = {}): Bridge {
    return new Bridge(args, env);
  }

  get running(): boolean {
    return this.#result === undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Lines from a level on. */
  lines(level = 0): LogLine[] {
    return this.log.filter((line) => line.level >= level);
  }

  /** Waits for a line of its log. */
  async says(
    pattern: RegExp,
    { level = 0, from = 0, within = 40_000 }: Waiting & { level?: number; from?: number } = {},
  ): Promise<LogLine> {
    const find = () => this.log.slice(from).find((line) => line.level >= level && pattern.test(line.text));
    return until(`the bridge to say ${pattern}`, find, { within, every: 25 });
  }

  send(signal: NodeJS.Signals): void {
    if (this.running) this.#child.kill(signal);
  }

  /** Asks it to end; how it ended, and how many milliseconds that took. Kills what does not within fifteen seconds. */
  async stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<Ended & { readonly milliseconds: number }> {
    const asked = performance.now();
    this.send(signal);
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 15_000);
    const ended = await this.ended;
    clearTimeout(late);
    return { ...ended, milliseconds: ended.at - asked };
  }

  /** As a power failure would. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }

  #listen(stream: NodeJS.ReadableStream | null, keep: (line: string) => void): void {
    let rest = '';
    stream?.setEncoding('utf8');
    stream?.on('data', (piece: string) => {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const text of lines) {
        keep(text);
        this.log.push({ level: levelOf(text), text, at: performance.now() });
      }
    });
    stream?.on('end', () => {
      if (rest !== '') keep(rest);
    });
  }
}
