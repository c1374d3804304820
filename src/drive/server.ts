import type { Client, DrivePackage, Listing, Profile, Summary, SyncTask } from './model.ts';

/**
 * The questions that Synology Drive Server answers, whichever dialect it speaks. Every method makes its requests anew
 * and throws the errors of src/dsm/errors.ts.
 */
export interface DriveServer {
  readonly dialect: 'documented' | 'dsm';
  /** Why this dialect cannot know a metric, by the metric's name: it is missing there without being forgotten. */
  readonly cannotTell: Readonly<Record<string, string>>;
  summary(): Promise<Summary>;
  /** Connected clients and, where the dialect knows them, devices that are only linked. */
  clients(): Promise<Listing<Client>>;
  syncTasks(): Promise<Listing<SyncTask>>;
  /** Throws an ApiError that `isNoSuchUser` recognises when there is none. */
  profile(user: string): Promise<Profile>;
  /** The NAS's own list of Drive's users; undefined where it has none. */
  users(): Promise<readonly string[] | undefined>;
  /** Undefined where the NAS does not tell. */
  package(): Promise<DrivePackage | undefined>;
}
