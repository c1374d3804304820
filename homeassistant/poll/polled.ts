import type { Client, Listing, Profile, Summary, SyncTask } from '../../src/drive/model.ts';
import type { Dialect } from '../state/nas-state.ts';

/** What became of one question. */
export type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** The answers to the questions that are asked often; `error` stands for all of them where Drive was not reached. */
export type Polled =
  | { readonly error: unknown }
  | {
      readonly dialect: Dialect;
      readonly summary: Outcome<Summary>;
      readonly clients: Outcome<Listing<Client>>;
      readonly tasks: Outcome<Listing<SyncTask>>;
    };

/** The answers to one question per user. */
export type PolledProfiles =
  | { readonly error: unknown }
  | {
      /** Everybody there is, as far as the filters leave them: who is not among them is absent. */
      readonly names: readonly string[];
      /** Why others may be missing. */
      readonly incomplete?: unknown;
      readonly profiles: ReadonlyMap<string, Outcome<Profile>>;
      /** Of whom the NAS says that it knows no such user. */
      readonly gone: readonly string[];
      readonly packageVersion?: string | undefined;
    };

export async function outcomeOf<T>(work: Promise<T>): Promise<Outcome<T>> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}
