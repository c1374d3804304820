import { type Account, type AccountKeys, accountKeys } from './account.ts';
import type { ApiEntry, ApiInfo } from './api-info.ts';
import { monotonic } from './clock.ts';
import { type Memory, readJson, type StateFolder } from './state-folder.ts';
import type { Trace } from './trace.ts';
import type { Endpoint } from './transport.ts';
import type { Session } from './wire.ts';

/** A log-in that the NAS refused; `at` is Unix milliseconds. */
export interface Refusal {
  readonly code: number;
  readonly at: number;
}

/** What SYNO.API.Info told, and which APIs it was asked about. */
export interface KnownApis {
  readonly asked: readonly string[];
  readonly info: ApiInfo;
}

/** What is remembered of one account at one NAS. The session id is the only secret in it. */
export interface AccountRecord {
  readonly session?: Session;
  readonly apis?: KnownApis;
  readonly refusal?: Refusal;
}

/** A refused log-in is not repeated for so long, in milliseconds: automatic blocking counts over minutes. */
export const COOL_DOWN = 15 * 60 * 1000;

/** For so long what was read once is not read again, in milliseconds. */
const RECALL = 1000;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function decodeSession(value: unknown): Session | undefined {
  if (!isObject(value) || typeof value.sid !== 'string') return undefined;
  return { sid: value.sid, ...(typeof value.token === 'string' ? { token: value.token } : {}) };
}

function decodeRefusal(value: unknown): Refusal | undefined {
  if (!isObject(value)) return undefined;
  const { code, at } = value;
  if (typeof code !== 'number' || typeof at !== 'number') return undefined;
  const age = Date.now() - at;
  // One from the future was written before the clock was set back: its age is not known.
  return age >= -1000 && age < COOL_DOWN ? { code, at } : undefined;
}

const isEntry = (value: unknown): value is ApiEntry =>
  isObject(value) &&
  typeof value.path === 'string' &&
  typeof value.minVersion === 'number' &&
  typeof value.maxVersion === 'number' &&
  typeof value.json === 'boolean';

function decodeApis(value: unknown): KnownApis | undefined {
  if (!isObject(value) || !Array.isArray(value.asked) || !isObject(value.info)) return undefined;
  if (!Object.values(value.info).every(isEntry)) return undefined;
  return { asked: value.asked.map(String), info: value.info as ApiInfo };
}

function decodeRecord(value: unknown): AccountRecord {
  if (!isObject(value)) return {};
  const session = decodeSession(value.session);
  const apis = decodeApis(value.apis);
  const refusal = decodeRefusal(value.refusal);
  return { ...(session && { session }), ...(apis && { apis }), ...(refusal && { refusal }) };
}

export interface MemoryHabits {
  readonly keepSession: boolean;
  /** Asks the NAS whatever it refused before: for a person who has just put something right. */
  readonly ignoreRefusals?: boolean | undefined;
  /** This process lives on after a question: what cannot be written is held in it, or every question would log in. */
  readonly longLived?: boolean | undefined;
}

/** The record of one account on disk; where nothing can be kept, reading finds nothing and writing does nothing. */
export class AccountMemory {
  readonly keys: AccountKeys | undefined;
  readonly folder: StateFolder | undefined;
  readonly #keepsSession: boolean;
  readonly #heedsRefusals: boolean;
  readonly #longLived: boolean;
  /** What could not be written, of a process that lives on. */
  #unwritten: AccountRecord | undefined;
  /** What was read last, and when (monotonic): a run asks twice, the bridge thousands of times a minute. */
  #latest: { readonly record: AccountRecord; readonly at: number } | undefined;
  readonly #trace: Trace;

  constructor(memory: Memory, endpoint: Endpoint, account: Account, habits: MemoryHabits, trace: Trace) {
    this.#trace = trace;
    this.folder = memory.folder;
    this.#keepsSession = habits.keepSession && memory.sessions !== undefined;
    this.#heedsRefusals = !habits.ignoreRefusals;
    this.#longLived = habits.longLived === true;
    try {
      this.keys = memory.folder && accountKeys(memory.folder, endpoint, account);
    } catch (error) {
      this.#failed(error);
    }
  }

  get keepsSession(): boolean {
    return this.#keepsSession && this.keys !== undefined;
  }

  /** `fresh`: as it is on disk now, whoever else wrote it a moment ago. */
  read({ fresh = false } = {}): AccountRecord {
    if (!this.keys) return {};
    const { refusal, ...others } = this.#recall(fresh) ?? this.#look(this.keys);
    return {
      ...(this.keepsSession ? others : {}),
      ...(refusal && this.#heedsRefusals ? { refusal } : {}),
    };
  }

  #recall(fresh: boolean): AccountRecord | undefined {
    if (!this.#latest || fresh || monotonic() - this.#latest.at > RECALL) return undefined;
    return this.#latest.record;
  }

  #look({ account }: AccountKeys): AccountRecord {
    const record = decodeRecord(this.#unwritten ?? readJson(this.folder, account));
    this.#latest = { record, at: monotonic() };
    return record;
  }

  /**
   * Puts a new record in place. Without a kept session only a refusal is written, or taken away again.
   * Returns whether the record is on disk now.
   */
  write(record: AccountRecord): boolean {
    if (!this.keys) return false;
    const text = this.folder?.read(this.keys.account);
    const { refusal: _settled, ...others } = decodeRecord(readJson(this.folder, this.keys.account));
    const kept = this.keepsSession
      ? record
      : { ...others, ...(record.refusal && { refusal: record.refusal }) };
    const wanted = JSON.stringify(kept);
    // Where there was nothing, nothing need be kept.
    this.#latest = undefined;
    const isThere = wanted === text || (text === undefined && wanted === '{}');
    try {
      if (!isThere) this.folder?.write(this.keys.account, wanted);
      this.#unwritten = undefined;
      return true;
    } catch (error) {
      this.#failed(error);
      if (this.#longLived) this.#unwritten = kept;
      return this.#longLived;
    }
  }

  #failed(error: unknown): void {
    this.#trace(1, `nothing is kept between runs: ${error instanceof Error ? error.message : String(error)}`);
  }
}
