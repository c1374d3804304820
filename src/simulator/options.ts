import { type Dialect, dialects } from './dialect.ts';

export const NAME = 'synology-drive-simulator';

export const ABOUT = 'A simulated Synology NAS with Drive Server, to try the checks on';

function dialectNamed(name: string): Dialect {
  const found = dialects.find((dialect) => dialect === name);
  if (!found) throw new Error(`--dialect is ${dialects.join(' or ')}`);
  return found;
}

/** As yargs takes them; `metavar` is for documents and completion. */
export const SIMULATOR_OPTIONS = {
  port: {
    type: 'number',
    default: 5000,
    requiresArg: true,
    metavar: 'N',
    describe: 'port to listen on, 0 for any free one',
  },
  host: {
    type: 'string',
    default: '127.0.0.1',
    requiresArg: true,
    metavar: 'HOST',
    describe: 'address to listen on',
  },
  tls: { type: 'boolean', default: false, describe: 'https, with a certificate made for this run' },
  scenario: {
    type: 'string',
    requiresArg: true,
    metavar: 'FILE',
    describe: 'YAML file to play instead of the built-in scenario',
  },
  dialect: {
    type: 'string',
    requiresArg: true,
    metavar: dialects.join('|'),
    coerce: dialectNamed,
    describe:
      'documented or dsm: speak as the API document or as a real DSM does, whatever the scenario says',
  },
  replay: {
    type: 'string',
    requiresArg: true,
    conflicts: ['scenario', 'dialect'],
    metavar: 'FILE',
    describe: 'play back a record of synology-drive-doctor --record; any account and password may log in',
  },
  'time-lapse': {
    type: 'number',
    default: 1,
    requiresArg: true,
    metavar: 'FACTOR',
    describe: 'run the timeline so many times faster; 0: only by SIGUSR2',
  },
  'print-scenario': {
    type: 'boolean',
    default: false,
    describe: 'print the scenario as YAML, to begin one of your own',
  },
} as const;

export const EXITS = [
  { code: 0, says: 'it was asked to end' },
  { code: 1, says: 'it could not begin: wrong usage, a port in use, a scenario that cannot be read' },
] as const;
