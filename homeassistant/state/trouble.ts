import { DsmError } from '../../src/dsm/errors.ts';
import { knownKeys } from '../config/problem.ts';
import type { Trouble } from './nas-state.ts';

/** Words of the checks' command line, as bridge.yaml has them. */
const OTHERS: Readonly<Record<string, string>> = {
  '--insecure': 'verify: false',
  '--hostname': 'host',
  '-vvv': 'log_level: trace',
};

const NAS_KEYS: ReadonlySet<string> = new Set(knownKeys(['nas', 0]));

/** The core's remedies name options of the checks; here the same is said by keys. */
function inKeys(text: string): string {
  return text.replace(/-vvv|--[a-z][a-z-]*/g, (option) => {
    const key = option.slice(2).replaceAll('-', '_');
    return OTHERS[option] ?? (NAS_KEYS.has(key) ? key : option);
  });
}

/** How long a refused log-in is still remembered changes with every look; that it is refused does not. */
const withoutTimes = (text: string) => text.replace(/ \(refused at [^)]*\)/, '');

/** An error as words for whoever runs the bridge. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof DsmError)
    return { message: inKeys(withoutTimes(error.message)), remedy: error.remedy && inKeys(error.remedy) };
  const text = error instanceof Error ? error.message : String(error);
  return { message: `internal error: ${text}`, remedy: 'Please report it with the log at log_level: trace' };
}

/** Both in one line. */
export const wordsOf = ({ message, remedy }: Trouble): string => (remedy ? `${message}. ${remedy}` : message);
