import { monotonic } from '../../src/dsm/clock.ts';
import type { Trace } from '../../src/dsm/trace.ts';
import type { NasSettings } from '../config/settings.ts';
import { usersOf } from '../state/after-poll.ts';
import { isAnswer } from '../state/health.ts';
import { NasLink } from './nas-link.ts';
import { pollDrive } from './poll-drive.ts';
import { pollProfiles, readProfiles, sortOut } from './poll-profiles.ts';
import type { Outcome, Polled, PolledProfiles } from './polled.ts';

/** Takes what was read, and says what is remembered. */
export interface PollListener {
  /** Resolves when whatever has to be told of it before profiles are asked for is told. */
  polled(polled: Polled): Promise<void>;
  profiled(polled: PolledProfiles): Promise<void>;
  /** Profiles of users who are new, between two rounds. */
  profiledSome(profiles: ReturnType<typeof sortOut>): Promise<void>;
  /** Everybody who is remembered, who of them has no profile yet, and whether all profiles count for nothing now. */
  readonly users: {
    readonly all: readonly string[];
    readonly fresh: readonly string[];
    readonly areOutdated: boolean;
  };
}

const NOT_READ: Outcome<never> = { error: new Error('the list was not read') };

type Lists = Pick<Extract<Polled, { dialect: string }>, 'clients' | 'tasks'>;

/** Who is named in the lists, each once: more is not needed, and the lists are long. */
function namesOnly({ clients, tasks }: Lists): Lists {
  const unique = <Row extends { readonly user?: string | undefined }>(rows: readonly Row[]) => [
    ...new Map(rows.map((row) => [row.user, row])).values(),
  ];
  return {
    clients: 'value' in clients ? { value: { rows: unique(clients.value.rows) } } : clients,
    tasks: 'value' in tasks ? { value: { rows: unique(tasks.value.rows) } } : tasks,
  };
}

/** A round that came to nothing because the NAS could not be reached: another try soon may do better. */
function wasSilence(polled: PolledProfiles): boolean {
  if ('error' in polled) return !isAnswer(polled.error);
  const outcomes = [...polled.profiles.values()];
  return outcomes.length > 0 && outcomes.every((one) => 'error' in one && !isAnswer(one.error));
}

/** Asks one NAS again and again. Nothing it does waits for any other NAS. */
export class Poller {
  readonly #settings: NasSettings;
  readonly #listener: PollListener;
  readonly #link: NasLink;
  #timer: NodeJS.Timeout | undefined;
  #polling: Promise<void> | undefined;
  #profiling: Promise<void> | undefined;
  /** When the next round of profiles is due, monotonic; after a failed one at the next poll. */
  #profilesDue = Number.NEGATIVE_INFINITY;
  /** Profiles are to be read whether they are due or not. */
  #isAskedFor = false;
  #lists: Lists = { clients: NOT_READ, tasks: NOT_READ };
  #ended = false;

  constructor(settings: NasSettings, trace: Trace, listener: PollListener) {
    this.#settings = settings;
    this.#listener = listener;
    this.#link = new NasLink(settings, trace);
  }

  start(): void {
    const began = monotonic();
    void this.round().then(() => {
      if (this.#ended) return;
      const left = this.#settings.interval * 1000 - (monotonic() - began);
      this.#timer = setTimeout(() => this.start(), Math.max(0, left));
    });
  }

  /** Asks now, profiles included, and goes on from there. */
  refresh(): void {
    this.#isAskedFor = true;
    clearTimeout(this.#timer);
    if (this.#polling) void this.#polling.then(() => this.#ended || this.refresh());
    else this.start();
  }

  /** One poll; a round of profiles goes on behind it when it is due. */
  round(): Promise<void> {
    this.#polling ??= this.#poll().finally(() => {
      this.#polling = undefined;
    });
    return this.#polling;
  }

  /** Until the round of profiles that is under way has ended. */
  async profiled(): Promise<void> {
    await this.#profiling;
  }

  async #poll(): Promise<void> {
    const polled = await pollDrive(this.#link);
    if (this.#ended) return;
    if (!('error' in polled)) this.#lists = namesOnly(polled);
    const told = this.#listener.polled(polled);
    if ('error' in polled) return told;
    this.#beginProfiling(told);
  }

  /** One round at a time; one that was asked for meanwhile follows it. */
  #beginProfiling(told: Promise<void>): void {
    this.#profiling ??= told
      .then(() => this.#profile())
      .finally(() => {
        this.#profiling = undefined;
        if (this.#isAskedFor && !this.#ended) this.#beginProfiling(Promise.resolve());
      });
  }

  #profile(): Promise<void> {
    const { fresh, areOutdated } = this.#listener.users;
    // A poll comes a moment sooner or later than it was reckoned.
    const slack = (this.#settings.interval * 1000) / 2;
    const isDue = this.#isAskedFor || areOutdated || monotonic() >= this.#profilesDue - slack;
    this.#isAskedFor = false;
    if (isDue) return this.#profileAll();
    return fresh.length > 0 ? this.#profileSome(fresh) : Promise.resolve();
  }

  async #profileAll(): Promise<void> {
    const { concurrency, profile_interval } = this.#settings;
    const began = monotonic();
    const remembered = this.#listener.users.all;
    const polled = await pollProfiles(this.#link, {
      wish: usersOf(this.#settings),
      concurrency,
      remembered,
      ...this.#lists,
    });
    if (this.#ended) return;
    if (!wasSilence(polled)) this.#profilesDue = began + profile_interval * 1000;
    await this.#listener.profiled(polled);
  }

  async #profileSome(names: readonly string[]): Promise<void> {
    const outcomes = await readProfiles(this.#link, names, this.#settings.concurrency);
    if (!this.#ended) await this.#listener.profiledSome(sortOut(names, outcomes, usersOf(this.#settings)));
  }

  /** Gives up what is under way and logs out, within so long. */
  async end(milliseconds: number): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#link.end(milliseconds);
  }
}
