import { type Account, uniqueSessionName } from './account.ts';
import { type AccountMemory, COOL_DOWN, type Refusal } from './account-memory.ts';
import type { ApiDirectory } from './api-directory.ts';
import { type CodeFamily, explain } from './codes.ts';
import { type Deadline, startDeadline } from './deadline.ts';
import { LogInRefused, RememberedRefusal, sayUnwritable, UnreachableError } from './errors.ts';
import { logIn, logOut } from './log-in.ts';
import type { Session, Wire } from './wire.ts';

/** A session and where it comes from: one from an earlier run may have ended meanwhile. */
export interface HeldSession extends Session {
  readonly fromCache: boolean;
  /** It stays for the next run; otherwise this run logs it out. */
  readonly kept: boolean;
  /** What this very log-in brought, if it asked for one. */
  readonly deviceToken?: string | undefined;
}

export interface SessionSource {
  readonly wire: Wire;
  readonly account: Account;
  readonly memory: AccountMemory;
  readonly deadline: Deadline;
  readonly directory: ApiDirectory;
}

const NONE: readonly CodeFamily[] = [];

function rememberedRefusal({ code, at }: Refusal): RememberedRefusal {
  const { meaning, remedy } = explain('SYNO.API.Auth', code, NONE);
  const minutes = Math.max(1, Math.ceil((at + COOL_DOWN - Date.now()) / 60_000));
  return new RememberedRefusal(
    { api: 'SYNO.API.Auth', method: 'login' },
    code,
    `${meaning} (refused at ${new Date(at).toISOString().slice(11, 16)} UTC and not asked again, ` +
      `lest the NAS block this address: next try in ${minutes} min, or when the configuration changes)`,
    remedy,
  );
}

/** What a run says that ended while it waited for another: the NAS may have answered that one long ago. */
const sayWaited = (error: unknown) =>
  error instanceof UnreachableError
    ? new UnreachableError(
        error.reason,
        'another run was still logging in to this NAS when the time was over',
        'A busy or sleeping NAS may need a longer --timeout',
        error,
      )
    : error;

/** Holds the session of one account at one NAS: from memory, else by one log-in for everybody who waits for it. */
export class Sessions {
  readonly #source: SessionSource;
  #held: HeldSession | undefined;
  #coming: Promise<HeldSession> | undefined;
  #refused: LogInRefused | undefined;
  #ownName: string | undefined;

  constructor(source: SessionSource) {
    this.#source = source;
  }

  /** The session's name at the NAS: this folder's own where it is kept, else nobody's else. */
  get #sessionName(): string {
    const { memory } = this.#source;
    this.#ownName ??= (memory.keepsSession && memory.keys?.sessionName) || uniqueSessionName();
    return this.#ownName;
  }

  /** A session, not the one given: that was found to have ended. */
  async get(ended?: HeldSession): Promise<HeldSession> {
    if (this.#refused) throw this.#refused;
    if (this.#held && this.#held !== ended) return this.#held;
    this.#coming ??= this.#obtain(ended).finally(() => (this.#coming = undefined));
    return this.#coming;
  }

  async #obtain(ended: HeldSession | undefined): Promise<HeldSession> {
    this.#held = this.#remembered(ended) ?? (await this.#logInAlone(ended));
    return this.#held;
  }

  /** The session on disk, unless it is the one that has ended. Throws a refusal that still holds. */
  #remembered(ended: HeldSession | undefined, fresh = ended !== undefined): HeldSession | undefined {
    const { session, refusal } = this.#source.memory.read({ fresh });
    if (refusal) throw rememberedRefusal(refusal);
    if (!session || session.sid === ended?.sid) return undefined;
    this.#source.wire.trace(3, 'session of an earlier run');
    return { ...session, fromCache: true, kept: true };
  }

  /** Logs in while nobody else does, unless somebody else did while we waited. */
  async #logInAlone(ended: HeldSession | undefined): Promise<HeldSession> {
    const release = await this.#takeTurn();
    try {
      return this.#remembered(ended, true) ?? (await this.#logInNow());
    } finally {
      await release();
    }
  }

  async #takeTurn(): Promise<() => Promise<void>> {
    const { memory, deadline, wire } = this.#source;
    if (!memory.folder || !memory.keys) return async () => undefined;
    const request = { folder: memory.folder.path, name: memory.keys.lock, hold: deadline.left() + 1000 };
    const { lock } = await import('./lock.ts');
    return lock({ ...request, signal: deadline.signal }).catch((error: unknown) => {
      if (deadline.signal.aborted) throw sayWaited(error);
      wire.trace(1, `log-ins do not wait for each other: ${sayUnwritable(error)}`);
      return async () => undefined;
    });
  }

  #apis() {
    const { known } = this.#source.directory;
    return known ? { apis: known } : {};
  }

  async #logInNow(): Promise<HeldSession> {
    const { wire, account, memory, directory } = this.#source;
    try {
      const { session, deviceToken } = await logIn(wire, await directory.info(), account, this.#sessionName);
      const kept = memory.write({ ...this.#apis(), session }) && memory.keepsSession;
      wire.trace(3, `logged in${kept ? '' : ', for this run only'}`);
      return { ...session, fromCache: false, kept, deviceToken };
    } catch (error) {
      if (error instanceof LogInRefused) {
        this.#refused = error;
        memory.write({ ...this.#apis(), refusal: { code: error.code, at: Date.now() } });
      }
      throw error;
    }
  }

  /** Ends a session that is not kept for the next run; takes at most `milliseconds`, and never throws. */
  async end(milliseconds: number): Promise<void> {
    if (this.#held && !this.#held.kept) await this.#end(this.#held, milliseconds);
  }

  /** Ends the session even if it is kept, and forgets it; takes at most `milliseconds`, and never throws. */
  async logOut(milliseconds: number): Promise<void> {
    const { memory } = this.#source;
    const { session: kept, ...others } = memory.read();
    const session = this.#held ?? (kept && { ...kept, fromCache: true, kept: true });
    if (!session) return;
    await this.#end(session, milliseconds);
    memory.write(others);
  }

  async #end(session: HeldSession, milliseconds: number): Promise<void> {
    const { wire, directory } = this.#source;
    this.#held = undefined;
    const deadline = startDeadline(milliseconds);
    try {
      await logOut({ ...wire, signal: deadline.signal }, await directory.info(), session, this.#sessionName);
    } catch {
      wire.trace(1, 'the log-out failed: the session ends by its own time-out');
    } finally {
      deadline.clear();
    }
  }
}
