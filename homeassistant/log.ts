import pino, { type DestinationStream, type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { Trace } from '../src/dsm/trace.ts';
import type { Config } from './config/schema.ts';

/** One line an event. No line holds a password, a session or a token. */
export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error'>;

export interface LogTarget {
  readonly level: Config['log_level'];
  /** For a person: coloured sentences; else JSON lines for a collector. */
  readonly onTerminal: boolean;
  readonly coloured: boolean;
}

function stream({ onTerminal, coloured }: LogTarget): DestinationStream {
  if (!onTerminal) return pino.destination({ fd: 2, sync: true });
  return pretty({
    destination: 2,
    sync: true,
    colorize: coloured,
    ignore: 'pid,hostname',
    translateTime: 'SYS:HH:MM:ss',
  });
}

export function openLog(target: LogTarget): Log {
  return pino({ level: target.level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, stream(target));
}

/** What the core notices, by how much of it is asked for. */
export function traceTo(log: Log, nas: string): Trace {
  return (level, line) => {
    if (level === 1) log.debug({ nas }, line);
    else log.trace({ nas }, line);
  };
}

/** So many words for one failure are remembered as said. */
const MOST_WORDS = 10;

/** Says a failure once, counts while it lasts, and says when it is over. */
export class Grievances {
  readonly #log: Log;
  readonly #open = new Map<string, { words: string; times: number; said: readonly string[] }>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** `key` is what fails, e.g. a NAS and a probe. */
  complain(key: string, words: string, fields: object = {}): void {
    const { words: before, times = 0, said = [] } = this.#open.get(key) ?? {};
    // What comes last stands at the end of those that are open.
    if (before !== words) this.#open.delete(key);
    const isSaid = said.includes(words);
    this.#open.set(key, {
      words,
      times: times + 1,
      said: isSaid ? said : [...said, words].slice(-MOST_WORDS),
    });
    // Failures that take turns are said once each.
    if (!isSaid) this.#log.warn(fields, words);
  }

  /** Whether there was something to settle. */
  settle(key: string, words: string, fields: object = {}): boolean {
    const before = this.#open.get(key);
    if (!before) return false;
    this.#open.delete(key);
    const count = before.times > 1 ? ` (after ${before.times} failures)` : '';
    this.#log.info(fields, `${words}${count}`);
    return true;
  }

  /** Forgets what was complained of below a key: it is to show anew. */
  drop(below: string): void {
    for (const key of this.#open.keys()) if (key.startsWith(`${below}/`)) this.#open.delete(key);
  }

  /** Says something that is no failure, or is complained of elsewhere. */
  note(fields: object, words: string): void {
    this.#log.info(fields, words);
  }

  /** The words that were said and are not settled, newest last. */
  get open(): string[] {
    return [...this.#open.values()].map(({ words }) => words);
  }
}
