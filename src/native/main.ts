import { writeSync } from 'node:fs';
import { version } from '../version.ts';

declare const __COMMIT__: string;

const NAME = 'synology-drive';

/** Every executable in one file; none of them is loaded before it is asked for. */
const EXECUTABLES: Readonly<Record<string, () => Promise<unknown>>> = {
  check_synology_drive_health: () => import('../../plugins/check_synology_drive_health.ts'),
  check_synology_drive_connections: () => import('../../plugins/check_synology_drive_connections.ts'),
  check_synology_drive_clients: () => import('../../plugins/check_synology_drive_clients.ts'),
  check_synology_drive_sync: () => import('../../plugins/check_synology_drive_sync.ts'),
  check_synology_drive_quota: () => import('../../plugins/check_synology_drive_quota.ts'),
  check_synology_drive_last_sync: () => import('../../plugins/check_synology_drive_last_sync.ts'),
  'synology-drive-bridge': () => import('../../homeassistant/main.ts'),
  'synology-drive-doctor': () => import('../doctor/main.ts'),
  'synology-drive-simulator': () => import('../simulator/main.ts'),
};

const USAGE = `Usage: ${NAME} EXECUTABLE [ARGUMENT…], or a link to this file with the name of one:
${Object.keys(EXECUTABLES)
  .map((name) => `  ${name}\n`)
  .join('')}
  -V, --version   version and commit
  -h, --help      this
`;

/** Says it and ends; 3 is what a monitoring system takes for UNKNOWN. */
function end(text: string, code: 0 | 3): never {
  writeSync(1, text);
  process.exit(code);
}

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** Takes the executable's name off the arguments, where it stands among them. */
function chooseByArgument(): () => Promise<unknown> {
  const [, , word = '', ...rest] = process.argv;
  const chosen = EXECUTABLES[word];
  if (chosen) {
    process.argv = [...process.argv.slice(0, 2), ...rest];
    return chosen;
  }
  if (['-V', '--version'].includes(word)) end(`${NAME} ${version} (commit ${__COMMIT__})\n`, 0);
  if (['-h', '--help'].includes(word)) end(USAGE, 0);
  return end(`${NAME}: ${word === '' ? 'which executable?' : `no executable ${word}`}\n${USAGE}`, 3);
}

void (EXECUTABLES[baseName(process.argv0)] ?? chooseByArgument())();
