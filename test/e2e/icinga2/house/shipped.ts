import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../../../plugins/icinga2');

/** A file as it is shipped. */
export const shipped = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

/** Commands and services, which every node that runs checks is given. */
export const shippedRules = (): Readonly<Record<string, string>> => ({
  'synology-drive/commands.conf': shipped('commands.conf'),
  'synology-drive/services.conf': shipped('services.conf'),
  'synology-drive/all_in_one.conf': shipped('all_in_one.conf'),
});

/** Takes a part of a shipped file out, or changes it; throws where it is not there. */
export function replaced(text: string, part: string, by: string): string {
  if (!text.includes(part)) throw new Error(`${part} does not stand there`);
  return text.replaceAll(part, by);
}
