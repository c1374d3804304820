import { readFileSync } from 'node:fs';
import { ConfigError, readConfig } from '../config/read.ts';
import { type Settings, settingsOf } from '../config/settings.ts';
import type { Host } from './host.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
};

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new ConfigError([`${file}: ${REASONS[code] ?? String(error)}`]);
  }
}

/** The settings of a file. Throws a ConfigError that says what is wrong, where, and what was expected. */
export function loadSettings(file: string, { env }: Pick<Host, 'env'>): Settings {
  return settingsOf(file, readConfig(file, read(file), env));
}
