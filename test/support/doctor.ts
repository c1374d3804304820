import { join } from 'node:path';
import { commandOf, type Ended, type Running, start } from './executable.ts';
import type { Office } from './office.ts';

export const DOCTOR = 'synology-drive-doctor';
export const doctorCommand = commandOf(DOCTOR);

type Env = Readonly<Record<string, string>>;

/** Lets the doctor look at an office's NAS. */
export const examine = (office: Office, args: readonly string[] = [], env: Env = {}): Running =>
  start(DOCTOR, [...office.connection, ...args], { HOME: office.folder.path, ...env });

/** `login` at an office's NAS, for a token in the file named `token`. */
export const enrol = (office: Office, args: readonly string[] = [], env: Env = {}): Promise<Ended> =>
  start(DOCTOR, ['login', ...office.connection, '--device-id-file', tokenFile(office), ...args], {
    HOME: office.folder.path,
    ...env,
  }).ended;

export const tokenFile = ({ folder }: Office): string => join(folder.path, 'token');

/** How each step went, by its name: `{"name":"ok","clients":"refused",…}`. */
export const stepsOf = ({ stdout }: Ended): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...stdout.matchAll(/^(ok|refused|absent|FAILED) +(\S+) /gm)].map(([, state, step]) => [step, state]),
  );

/** What stands below a heading of the output, up to an empty line. */
export function below({ stdout }: Ended, heading: string): string[] {
  const [, text = ''] = stdout.split(`\n${heading}\n`);
  return (text.split('\n\n')[0] ?? '').split('\n').filter((line) => line !== '');
}
