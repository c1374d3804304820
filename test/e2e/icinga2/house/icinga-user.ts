import { execFileSync } from 'node:child_process';
import { lchownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../../../support/executable.ts';

/** Whom Debian's Icinga runs as; nothing that a test starts may need more. */
const NAME = 'nagios';

const idOf = (flag: '-u' | '-g') => Number(execFileSync('id', [flag, NAME], { encoding: 'utf8' }));

/** A command as Icinga's user, asked to end as soon as whoever started it is gone. */
export const asIcinga = (...command: Command): Command => [
  'setpriv',
  ...['--reuid', NAME, '--regid', NAME, '--init-groups', '--pdeathsig', 'TERM', '--'],
  ...command,
];

/** Gives a file, or a folder with all that is in it, to Icinga's user. */
export function giveToIcinga(path: string): void {
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  const give = (one: string): void => {
    lchownSync(one, uid, gid);
    if (lstatSync(one).isDirectory()) for (const name of readdirSync(one)) give(join(one, name));
  };
  give(path);
}
