import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts';
import { type Ended, executable, type Folder, makeFolder, type Running, start } from './executable.ts';

/** A simulated NAS, a folder for what is kept between runs, and the checks that are run against it. */
export interface Office {
  readonly nas: Simulator;
  readonly folder: Folder;
  /** Arguments that reach the NAS. */
  readonly connection: readonly string[];
  start(check: string, args?: readonly string[], env?: Readonly<Record<string, string>>): Running;
  run(check: string, args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  close(): Promise<void>;
}

/** Opens an office over http, or over https as `options.tls` says. */
export async function openOffice(options: SimulatorOptions = {}): Promise<Office> {
  const folder = makeFolder();
  const nas = await startSimulator(options);
  const password = folder.file('password', 'monitor\n');
  const where = ['-H', '127.0.0.1', '-p', String(nas.port), ...(options.tls ? [] : ['--plain-http'])];
  const connection = [
    ...where,
    '-u',
    'monitor',
    '--password-file',
    password,
    '--session-dir',
    `${folder.path}/state`,
  ];
  const office: Office = {
    nas,
    folder,
    connection,
    start: (check, args = [], env = {}) => start(executable(check), [...connection, ...args], env),
    run: (check, args, env) => office.start(check, args, env).ended,
    async close() {
      await nas.close();
      folder.remove();
    },
  };
  return office;
}

const ESCAPED = /[.*+?^${}()|[\]\\]/g;

/** An expected output as a pattern: `<n>` stands for a number, everything else for itself. */
export function outputLike(expected: string): RegExp {
  const pattern = expected
    .split('<n>')
    .map((part) => part.replace(ESCAPED, '\\$&'))
    .join('-?\\d+(?:\\.\\d+)?');
  return new RegExp(`^${pattern}$`);
}
