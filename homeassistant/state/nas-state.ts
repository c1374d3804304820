import type { Profile, Summary, SyncTask } from '../../src/drive/model.ts';
import type { DriveServer } from '../../src/drive/server.ts';
import type { ClientRow } from '../../src/probes/clients.ts';
import type { Progress } from '../../src/probes/stall.ts';
import { PROBE_NAMES, type ProbeName } from '../topics.ts';
import type { Health } from './health.ts';
import type { Subject, Subjects } from './subject.ts';

/** Somebody who uses Drive, or did and is not forgotten yet. */
export interface User extends Subject {
  /** As the NAS wrote it first. */
  readonly name: string;
  /** What was read last; undefined until then, and when it could not be read for too long: old values must not stand as new. */
  readonly profile?: Profile | undefined;
  /** Why the last try to read it failed. */
  readonly unread?: Trouble | undefined;
  /** How many tries have failed since it was read. */
  readonly misses: number;
  /** A profile was read once, by this process or an earlier one. */
  readonly isConfirmed?: boolean | undefined;
}

/** A ShareSync task, or one that is gone and not forgotten yet. */
export interface Task extends Subject {
  readonly user?: string | undefined;
  readonly shareName?: string | undefined;
  /** Undefined when the NAS's last list did not have it. */
  readonly now?: SyncTask | undefined;
  readonly progress?: Progress | undefined;
  /** Whether it stands still; undefined when that cannot be told. */
  readonly stalled?: boolean | undefined;
}

/** What is wrong, and what to do about it. */
export interface Trouble {
  readonly message: string;
  readonly remedy?: string | undefined;
}

/*
 * Rows have all their keys from the beginning, and are changed by laying others over them: a copy that gets new keys costs
 * ten times as much, and there are thousands.
 */
export const NEW_USER = { profile: undefined, unread: undefined, misses: 0, isConfirmed: undefined } as const;
export const NEW_TASK = {
  user: undefined,
  shareName: undefined,
  now: undefined,
  progress: undefined,
  stalled: undefined,
} as const;

export type Dialect = DriveServer['dialect'];

/** All that is known of one NAS. */
export interface NasState {
  /** Undefined until the NAS was reached for the first time. */
  readonly dialect?: Dialect | undefined;
  /** Of the package Synology Drive Server, where the NAS tells. */
  readonly packageVersion?: string | undefined;
  /** Whether it answers at all. */
  readonly nas: Health;
  readonly probes: Readonly<Record<ProbeName, Health>>;
  readonly summary?: Summary | undefined;
  /** Connected clients and linked devices; undefined until they were read. */
  readonly clients?: readonly ClientRow[] | undefined;
  readonly users: Subjects<User>;
  readonly tasks: Subjects<Task>;
  /** Keys of names in the NAS's lists of whom it says that it knows no such user: a ShareSync task may have one. */
  readonly strangers: ReadonlySet<string>;
  /** The list of users, or of tasks, was read by this process: what is not in it is gone. */
  readonly usersRead: boolean;
  readonly tasksRead: boolean;
}

/** Whether there is something to tell of a user: not of a name that may turn out to be nobody's. */
export const isTold = (user: User, { probes }: Pick<NasState, 'probes'>): boolean =>
  user.isConfirmed === true || user.unread !== undefined || probes.profiles.failures > 0;

/** Whether a first try to reach the NAS is over, however it went. */
export const wasAsked = ({ nas }: NasState): boolean => nas.up || nas.failures > 0;

const UNKNOWN: Health = { up: false, failures: 0 };

/** What is known before anything was asked, of users and tasks that are remembered. */
export function initialState(
  remembered: Pick<NasState, 'dialect' | 'packageVersion' | 'users' | 'tasks'>,
): NasState {
  const probes = Object.fromEntries(PROBE_NAMES.map((probe) => [probe, UNKNOWN])) as NasState['probes'];
  return { ...remembered, nas: UNKNOWN, probes, strangers: new Set(), usersRead: false, tasksRead: false };
}
