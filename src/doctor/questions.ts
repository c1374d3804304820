import type { DriveServer } from '../drive/server.ts';
import type { Outcome } from './step.ts';
import type { Witness } from './witness.ts';

/** A question to Drive, and what to say of its answer. */
export interface DoctorQuestion {
  readonly name: string;
  readonly ask: (drive: DriveServer, witness: Witness, thorough: boolean) => Promise<Outcome>;
}

/** So many profiles are looked at: they are alike, and each costs a request. */
const PROFILES = 3;

const rows = (count: number, what: string) => `${count} ${what}`;

/** Everybody there is to look at: by the NAS's own list, or of those who are in another. */
async function usersOf(drive: DriveServer): Promise<readonly string[]> {
  const own = await drive.users().catch(() => undefined);
  if (own !== undefined && own.length > 0) return own;
  const rows = [
    ...(await drive.clients()).rows,
    ...(await drive.syncTasks().catch(() => ({ rows: [] }))).rows,
  ];
  return [...new Set(rows.map(({ user }) => user).filter((user) => user !== undefined))];
}

export const QUESTIONS: readonly DoctorQuestion[] = [
  {
    name: 'connections',
    async ask(drive, witness) {
      const { value, fields } = await witness.watching(() => drive.summary());
      return { words: `${value.total ?? 'an unknown number of'} clients connected`, rows: 1, fields };
    },
  },
  {
    name: 'clients',
    async ask(drive, witness) {
      const { value, fields } = await witness.watching(() => drive.clients());
      const away = value.rows.filter(({ connected }) => !connected).length;
      const words =
        rows(value.rows.length - away, 'connected') +
        (away > 0 ? `, ${rows(away, 'linked and off-line')}` : '');
      return { words, rows: value.rows.length, fields };
    },
  },
  {
    name: 'sync',
    async ask(drive, witness) {
      const { value, fields } = await witness.watching(() => drive.syncTasks());
      return { words: rows(value.rows.length, 'tasks'), rows: value.rows.length, fields };
    },
  },
  {
    name: 'users',
    async ask(drive, witness) {
      const { value, fields } = await witness.watching(() => drive.users());
      if (value === undefined) return { words: 'no list of its own: users are taken from clients and tasks' };
      return { words: rows(value.length, 'users of Drive'), rows: value.length, fields };
    },
  },
  {
    name: 'profiles',
    async ask(drive, witness, thorough) {
      const users = (await usersOf(drive)).slice(0, thorough ? undefined : PROFILES);
      if (users.length === 0) return { words: 'nobody to ask for' };
      const { value, fields } = await witness.watching(async () => {
        const read = [];
        for (const user of users) read.push(await drive.profile(user));
        return read;
      });
      return { words: `asked for ${rows(value.length, 'users')}`, rows: value.length, fields };
    },
  },
  {
    name: 'package',
    async ask(drive, witness) {
      const { value, fields } = await witness.watching(() => drive.package());
      if (value === undefined) return { words: 'this NAS does not tell' };
      return {
        words: `Synology Drive Server ${value.version ?? ''} ${value.status ?? ''}`.trim(),
        rows: 1,
        fields,
      };
    },
  },
];
