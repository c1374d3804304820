import type { AccountMemory, KnownApis } from './account-memory.ts';
import { type ApiEntry, type ApiInfo, decodeApiInfo } from './api-info.ts';
import { AnswerError, ApiError, NotAnnouncedError } from './errors.ts';
import type { Parameters } from './form.ts';
import { retryWhenBusy } from './retry.ts';
import { ask, type Wire } from './wire.ts';

/** DSM 6 and 7 answer SYNO.API.Info at the first, DSM 7 and newer at the second, too. */
const INFO_PATHS = ['query.cgi', 'entry.cgi'];

/** What a NAS announces by SYNO.API.Info: remembered with the session, else asked once for everybody who waits. */
export class ApiDirectory {
  readonly #wire: Wire;
  readonly #memory: AccountMemory;
  readonly #names: readonly string[];
  #known: KnownApis | undefined;
  #asking: Promise<ApiInfo> | undefined;
  /** It was found in memory, and may be out of date. */
  remembered = false;

  /** `names`: the APIs that will be asked for; the NAS is asked about these and the log-in. */
  constructor(wire: Wire, memory: AccountMemory, names: readonly string[]) {
    this.#wire = wire;
    this.#memory = memory;
    this.#names = names;
  }

  /** What to keep beside a session. */
  get known(): KnownApis | undefined {
    return this.#known;
  }

  async info(): Promise<ApiInfo> {
    if (this.#known) return this.#known.info;
    const { apis } = this.#memory.read();
    if (!apis || !this.#names.every((name) => apis.asked.includes(name))) return this.refresh();
    this.remembered = true;
    this.#known = apis;
    return apis.info;
  }

  /** The same, but not from memory when that knows none of these: they may have been installed since. */
  async infoWithAnyOf(names: readonly string[]): Promise<ApiInfo> {
    const info = await this.info();
    return this.remembered && !names.some((name) => info[name]) ? this.refresh() : info;
  }

  /** The entry of an API. Throws NotAnnouncedError: what is not announced is never called. */
  async entry(name: string): Promise<ApiEntry> {
    const entry = (await this.infoWithAnyOf([name]))[name];
    if (entry) return entry;
    throw new NotAnnouncedError(
      name,
      `the NAS does not announce ${name}`,
      'Is the package that brings it installed and running?',
    );
  }

  /** Asks the NAS, whatever is remembered. */
  refresh(): Promise<ApiInfo> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<ApiInfo> {
    const parameters = { query: ['SYNO.API.Auth', ...this.#names].join(',') };
    const data = await retryWhenBusy(this.#wire.signal, () => this.#askAt(INFO_PATHS, parameters));
    const info = decodeApiInfo(data);
    this.#known = { asked: this.#names, info };
    this.remembered = false;
    const record = this.#memory.read();
    if (record.session) this.#memory.write({ ...record, apis: this.#known });
    this.#wire.trace(3, `announced: ${Object.keys(info).join(', ') || 'nothing'}`);
    return info;
  }

  async #askAt([path = '', ...others]: readonly string[], parameters: Parameters): Promise<unknown> {
    const call = {
      api: 'SYNO.API.Info',
      version: 1,
      method: 'query',
      parameters,
      entry: { path, json: false },
    };
    try {
      return await ask(this.#wire, call);
    } catch (error) {
      const elsewhere = error instanceof AnswerError || (error instanceof ApiError && error.code === 102);
      if (others.length === 0 || !elsewhere) throw error;
      // What the first path answered says more about a wrong address than the second's.
      return this.#askAt(others, parameters).catch(() => Promise.reject(error));
    }
  }
}
