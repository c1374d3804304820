import type { Client, Listing, Profile, Summary, SyncTask } from './model.ts';

/**
 * The questions that Synology Drive Server answers, whichever dialect it speaks. Every method makes its requests anew
 * and throws the errors of src/dsm/errors.ts.
 */
export interface DriveServer {
  summary(): Promise<Summary>;
  clients(): Promise<Listing<Client>>;
  syncTasks(): Promise<Listing<SyncTask>>;
  /** Throws an ApiError that `isNoSuchUser` recognises when there is none. */
  profile(user: string): Promise<Profile>;
}
