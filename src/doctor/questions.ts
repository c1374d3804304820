import { isNoSuchUser } from '../drive/codes.ts';
import { whole } from '../drive/decode.ts';
import type { Profile } from '../drive/model.ts';
import type { DriveServer } from '../drive/server.ts';
import { ApiError } from '../dsm/errors.ts';
import type { Outcome } from './step.ts';
import type { Witness } from './witness.ts';

/** A question to Drive, and what to say of its answer. An outcome without `fields` is one where nothing was asked. */
export interface DoctorQuestion {
  readonly name: string;
  readonly ask: (drive: DriveServer, witness: Witness, thorough: boolean) => Promise<Outcome>;
}

/** So many profiles are looked at: they are alike, and each costs a request. */
const PROFILES = 3;

const NOBODY = { rows: [] };

/** `1 task`, `2 tasks` */
const many = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** Everybody there is to look at: by the NAS's own list, or of those who are in another. */
async function usersOf(drive: DriveServer): Promise<readonly string[]> {
  const own = await drive.users().catch(() => undefined);
  if (own !== undefined && own.length > 0) return own;
  const lists = [await drive.clients().catch(() => NOBODY), await drive.syncTasks().catch(() => NOBODY)];
  const names = lists.flatMap(({ rows }) => rows.map(({ user }) => user));
  return [...new Set(names.filter((user) => user !== undefined))];
}

/** The profiles of those whom the NAS knows: somebody in a list may have gone meanwhile. */
async function profilesOf(drive: DriveServer, users: readonly string[]): Promise<Profile[]> {
  const read: Profile[] = [];
  for (const user of users) {
    const profile = await drive.profile(user).catch((error: unknown) => {
      if (error instanceof ApiError && isNoSuchUser(error)) return undefined;
      throw error;
    });
    if (profile) read.push(profile);
  }
  return read;
}

/** What was refused on the way to an answer that could be had in another way. */
const sayRefused = (refused: readonly string[]) =>
  refused.length === 0 ? '' : ` (refused: ${[...new Set(refused)].join(', ')})`;

export const QUESTIONS: readonly DoctorQuestion[] = [
  {
    name: 'connections',
    async ask(drive, witness) {
      const { value, fields } = await witness.watching(() => drive.summary());
      const clients =
        value.total === undefined ? 'an unknown number of clients' : many(value.total, 'client');
      return { words: `${clients} connected`, rows: 1, fields };
    },
  },
  {
    name: 'clients',
    async ask(drive, witness) {
      const { value, fields } = await witness.watching(() => drive.clients());
      const { rows } = whole(value);
      const away = rows.filter(({ connected }) => !connected).length;
      const linked = away > 0 ? `, ${away} linked and off-line` : '';
      return { words: `${rows.length - away} connected${linked}`, rows: rows.length, fields };
    },
  },
  {
    name: 'sync',
    async ask(drive, witness) {
      const { value, fields } = await witness.watching(() => drive.syncTasks());
      const { rows } = whole(value);
      return { words: many(rows.length, 'task'), rows: rows.length, fields };
    },
  },
  {
    name: 'users',
    async ask(drive, witness) {
      const { value, fields, refused } = await witness.watching(() => drive.users());
      if (value === undefined) return { words: 'no list of its own: users are taken from clients and tasks' };
      const words = `${many(value.length, 'user')} of Drive${sayRefused(refused)}`;
      return { words, rows: value.length, fields };
    },
  },
  {
    name: 'profiles',
    async ask(drive, witness, thorough) {
      const users = (await usersOf(drive)).slice(0, thorough ? undefined : PROFILES);
      if (users.length === 0) return { words: 'nobody to ask for' };
      const { value, fields } = await witness.watching(() => profilesOf(drive, users));
      const unknown = users.length - value.length;
      const gone = unknown > 0 ? `, ${unknown} unknown to the NAS` : '';
      return { words: `asked for ${many(users.length, 'user')}${gone}`, rows: value.length, fields };
    },
  },
  {
    name: 'package',
    async ask(drive, witness) {
      const { value, fields } = await witness.watching(() => drive.package());
      if (value === undefined) return { words: 'this NAS does not tell' };
      const words = ['Synology Drive Server', value.version, value.status].filter(Boolean).join(' ');
      return { words, rows: 1, fields };
    },
  },
];
