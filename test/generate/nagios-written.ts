import { nagiosFiles } from '../../src/generate/nagios/files.ts';
import { type Check, executableOf } from '../../src/nagios/check.ts';
import { everyCheck } from '../../src/nagios/checks/all.ts';
import { type NagiosObject, readObjects } from './nagios-objects.ts';

/** Every check that there are files for. */
export const checks = everyCheck();
/** Those that judge one subject: one service each. */
export const single = checks.filter(({ id }) => id !== 'all');

/** For tables: a name, and what it stands for. */
export const CHECKS = checks.map((check) => [executableOf(check), check] as const);

export const files = nagiosFiles(checks);
export const textOf = (name: string): string =>
  files.find(({ path }) => path === `plugins/nagios/${name}`)?.text ?? '';

export const OBJECT_FILES = files.filter(({ path }) => path.endsWith('.cfg'));
export const objects = OBJECT_FILES.flatMap(({ text }) => readObjects(text));

/** The objects of a type that have a name, whatever directive it stands in. */
export const named = (type: string, key: string, name: string): NagiosObject[] =>
  objects.filter((object) => object.type === type && object.entries.get(key) === name);

export const commandName = (check: Check): string => executableOf(check).replace('check_', '');
