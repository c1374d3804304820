import type { Account } from './account.ts';
import type { AccountMemory } from './account-memory.ts';
import { ApiDirectory } from './api-directory.ts';
import { type ApiInfo, chooseVersion } from './api-info.ts';
import type { CodeFamily } from './codes.ts';
import type { Deadline } from './deadline.ts';
import { ApiError, NotAnnouncedError } from './errors.ts';
import type { Parameters } from './form.ts';
import { retryWhenBusy } from './retry.ts';
import { type HeldSession, Sessions } from './sessions.ts';
import type { Trace } from './trace.ts';
import type { Certificate, Transport } from './transport.ts';
import { ask, type Wire } from './wire.ts';

/** A question to an API, in whichever of the versions we speak the NAS offers. */
export interface Question {
  readonly api: string;
  readonly versions: readonly number[];
  readonly method: string;
  readonly parameters?: Parameters;
}

export interface ClientOptions {
  readonly transport: Transport;
  readonly account: Account;
  readonly memory: AccountMemory;
  readonly deadline: Deadline;
  readonly trace: Trace;
  /** The APIs that will be asked for. */
  readonly apis: readonly string[];
  readonly families: readonly CodeFamily[];
}

/** The session has ended; one new log-in settles it. */
const SESSION_ENDED = [106, 107, 119, 150];
/** The remembered SYNO.API.Info may be out of date. */
const OUTDATED_INFO = [101, 102, 103, 104];

const saysOutdated = (error: unknown) =>
  error instanceof NotAnnouncedError || (error instanceof ApiError && OUTDATED_INFO.includes(error.code));

const endedSession = (error: ApiError, fromCache: boolean) =>
  SESSION_ENDED.includes(error.code) || (error.code === 105 && fromCache);

/** What the dialects need of a client. */
export type Asker = Pick<DsmClient, 'ask' | 'infoWithAnyOf'>;

/** Asks one NAS as one account, within one deadline. */
export class DsmClient {
  readonly #transport: Transport;
  readonly #wire: Wire;
  readonly #directory: ApiDirectory;
  readonly #sessions: Sessions;
  #responseTime: number | undefined;

  constructor(options: ClientOptions) {
    const { transport, account, memory, deadline, trace, families } = options;
    const timed = (seconds: number) => {
      this.#responseTime = seconds;
    };
    this.#transport = transport;
    this.#wire = { transport, signal: deadline.signal, trace, families, timed };
    this.#directory = new ApiDirectory(this.#wire, memory, options.apis);
    this.#sessions = new Sessions({
      wire: this.#wire,
      account,
      memory,
      deadline,
      directory: this.#directory,
    });
  }

  get certificate(): Certificate | undefined {
    return this.#transport.certificate;
  }

  /** Seconds that the last answer took, a new connection included. */
  get responseTime(): number | undefined {
    return this.#responseTime;
  }

  /** What the NAS announces, from memory only when that knows at least one of these APIs. */
  infoWithAnyOf(apis: readonly string[]): Promise<ApiInfo> {
    return this.#directory.infoWithAnyOf(apis);
  }

  /** Asks what needs no session, to know that the NAS is there. */
  async ping(): Promise<void> {
    await this.#directory.refresh();
  }

  /** A session, by a log-in where none is kept; with the device token that this log-in brought, if any. */
  logIn(): Promise<HeldSession> {
    return this.#sessions.get();
  }

  /** Asks one question and returns the answer's `data`, whatever its shape. */
  ask(question: Question): Promise<unknown> {
    return retryWhenBusy(this.#wire.signal, () => this.#askWithFreshInfo(question));
  }

  /** Asks; when the NAS knows no such call by a remembered SYNO.API.Info, looks at that afresh and asks again. */
  async #askWithFreshInfo(question: Question): Promise<unknown> {
    await this.#directory.info();
    const { known, remembered } = this.#directory;
    try {
      return await this.#askInSession(question);
    } catch (error) {
      if (!(remembered && saysOutdated(error))) throw error;
      // Unless another question has done so meanwhile.
      if (this.#directory.known === known) await this.#directory.refresh();
      return this.#askInSession(question);
    }
  }

  async #askInSession(question: Question): Promise<unknown> {
    const session = await this.#sessions.get();
    const call = await this.#callFor(question);
    try {
      return await ask(this.#wire, { ...call, session });
    } catch (error) {
      if (!(error instanceof ApiError && endedSession(error, session.fromCache))) throw error;
      this.#wire.trace(1, `the session had ended (code ${error.code}), logging in again`);
      return ask(this.#wire, { ...call, session: await this.#sessions.get(session) });
    }
  }

  async #callFor({ api, versions, method, parameters = {} }: Question) {
    const entry = await this.#directory.entry(api);
    return { api, version: chooseVersion(api, entry, versions), method, parameters, entry };
  }

  /** Ends what this run began: a session that is not kept is logged out within `milliseconds`. Never throws. */
  async end(milliseconds: number): Promise<void> {
    await this.#sessions.end(milliseconds);
  }

  /** Logs out even where the session is kept for later runs: this was the last of them. Never throws. */
  async logOut(milliseconds: number): Promise<void> {
    await this.#sessions.logOut(milliseconds);
  }

  /** Ends, and drops the connections; a process that is about to exit need not. Never throws. */
  async close(milliseconds = 300): Promise<void> {
    await this.end(milliseconds);
    this.#transport.close();
  }
}
