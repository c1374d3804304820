import { setImmediate as breathe } from 'node:timers/promises';
import type { StateFolder } from '../src/dsm/state-folder.ts';
import type { SteadyClock } from './clock.ts';
import type { NasSettings } from './config/settings.ts';
import { devicesOf, hasSameDevices } from './discovery/nas-devices.ts';
import type { DeviceOrder } from './discovery/planner.ts';
import type { Grievances, Log } from './log.ts';
import { traceTo } from './log.ts';
import type { sortOut } from './poll/poll-profiles.ts';
import type { Polled, PolledProfiles } from './poll/polled.ts';
import { Poller, type PollListener } from './poll/poller.ts';
import { EventStream } from './publish/event-stream.ts';
import { NasPublisher } from './publish/nas-publisher.ts';
import type { Outbox } from './publish/outbox.ts';
import type { Removals } from './publish/removals.ts';
import { vanishedTopics } from './publish/vanished.ts';
import { afterPoll, usersOf } from './state/after-poll.ts';
import { chosenOf } from './state/chosen-roster.ts';
import { complain, sayWritten } from './state/complaints.ts';
import { initialState, type NasState } from './state/nas-state.ts';
import { RosterFile } from './state/roster-file.ts';
import { afterProfiles, usersToAsk, withoutUsers, withProfiles, withSeenUsers } from './state/users.ts';
import type { Names, NasTopics } from './topics.ts';
import { within } from './within.ts';

export interface KeeperOptions {
  readonly settings: NasSettings;
  readonly names: Names;
  readonly folder: StateFolder;
  readonly clock: SteadyClock;
  readonly log: Log;
  readonly grievances: Grievances;
  readonly outbox: Outbox;
  readonly removals: Removals;
  /** Sends what is not retained; resolves when the broker has it. */
  readonly sendEvent: (topic: string, payload: string) => Promise<void>;
  /** There may be something new to complain of, or nothing any more. */
  readonly onNews: () => void;
  /** Something changed that documents may tell of; resolves when those are on their way. */
  readonly onChange: () => Promise<void>;
}

/** Questions about profiles wait for so long at most until a first poll is told, in milliseconds. */
const FIRST_TELLING = 10_000;
/** States wait for so long at most until documents are sent, which may be another NAS's: to make thousands takes the core. */
const PRECEDENCE = 1000;

/** Everything about one NAS: asks it, knows what it said, and puts that into the outbox. */
export class NasKeeper implements PollListener {
  readonly settings: NasSettings;
  readonly #options: KeeperOptions;
  readonly #topics: NasTopics;
  readonly #poller: Poller;
  readonly #roster: RosterFile;
  readonly #events: EventStream;
  readonly #publisher: NasPublisher;
  #state: NasState;
  /** Topics of who has vanished, as long as the list on disk still has them. */
  readonly #gone: string[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  #polledAt: number | undefined;
  #profiledAt: number | undefined;

  constructor(options: KeeperOptions) {
    const { settings, names, folder, log, clock, grievances, outbox, removals, sendEvent, onNews } = options;
    this.#options = options;
    this.settings = settings;
    this.#topics = names.nas(settings.id);
    this.#poller = new Poller(settings, traceTo(log, settings.id), this);
    this.#roster = new RosterFile(folder, settings.id, clock, (error) => {
      sayWritten(grievances, settings, error);
      onNews();
    });
    this.#publisher = new NasPublisher({ settings, topics: this.#topics, outbox, clock });
    this.#events = new EventStream((payload) => sendEvent(this.#topics.event, payload));
    const roster = this.#roster.read();
    if (roster.hasClients && !settings.publish_clients) removals.add([this.#topics.clients]);
    this.#state = initialState(chosenOf(roster, settings));
    removals.add(vanishedTopics(this.#topics, roster, this.#state));
    void this.publish();
  }

  get id(): string {
    return this.settings.id;
  }

  get state(): NasState {
    return this.#state;
  }

  start(): void {
    this.#poller.start();
  }

  refresh(): void {
    this.#poller.refresh();
  }

  /** One poll and one round of profiles. */
  async once(): Promise<void> {
    await this.#poller.round();
    await this.#poller.profiled();
  }

  /** Puts all that is known into the outbox; resolves when it is there. */
  publish(): Promise<void> {
    return this.#publisher.put(this.#state);
  }

  devices(): readonly DeviceOrder[] {
    return devicesOf(this.#options.names, this.settings, this.#state);
  }

  get users(): PollListener['users'] {
    return usersToAsk(this.#state);
  }

  async polled(polled: Polled): Promise<void> {
    const now = this.#options.clock.now();
    const elapsed = now - (this.#polledAt ?? now);
    this.#polledAt = now;
    const { told } = await this.#inTurn((before) =>
      afterPoll(before, polled, this.settings, { now, elapsed }),
    );
    await breathe();
    if (!('error' in polled) && 'value' in polled.clients) this.#events.poll(this.#state.clients ?? []);
    await within(FIRST_TELLING, told);
    await this.#inTurn((before) => withSeenUsers(before, usersOf(this.settings)));
  }

  async profiled(polled: PolledProfiles): Promise<void> {
    const now = this.#options.clock.now();
    const elapsed = now - (this.#profiledAt ?? now);
    this.#profiledAt = now;
    await this.#inTurn((before) => afterProfiles(before, polled, this.settings, { elapsed }));
  }

  async profiledSome({ profiles, gone }: ReturnType<typeof sortOut>): Promise<void> {
    await this.#inTurn((before) => withoutUsers(withProfiles(before, profiles, this.settings), gone));
  }

  /** One change after the other: each begins with what the one before left. */
  #inTurn(
    change: (before: NasState) => NasState | Promise<NasState>,
  ): Promise<{ readonly told: Promise<void> }> {
    const turn = this.#turn.then(async () => {
      const next = await change(this.#state);
      return { told: next === this.#state ? Promise.resolve() : this.#become(next) };
    });
    this.#turn = turn;
    return turn;
  }

  /** Resolves when what is new of documents is told. */
  #become(next: NasState): Promise<void> {
    const { settings, grievances, onNews } = this.#options;
    const before = this.#state;
    this.#state = next;
    complain(grievances, settings, before, next);
    onNews();
    this.#publisher.abandon();
    for (const topic of vanishedTopics(this.#topics, before, next)) this.#gone.push(topic);
    return hasSameDevices(before, next) ? this.#tell() : this.#tellAll();
  }

  /** The documents first: what Home Assistant does not know yet, or not any more, it need not hear the state of. */
  async #tellAll(): Promise<void> {
    const { outbox, onChange } = this.#options;
    await onChange();
    await within(PRECEDENCE, outbox.flushed());
    await this.#tell();
    await outbox.flushed();
  }

  /** Whose topics are on the broker is on disk before. */
  #tell(): Promise<void> {
    this.#save();
    return this.publish();
  }

  #save(): void {
    this.#options.removals.add(this.#gone.splice(0));
    this.#roster.save({ ...this.#state, hasClients: this.settings.publish_clients });
  }

  /** Gives up what is under way, logs out, and remembers. */
  async end(milliseconds: number): Promise<void> {
    this.#save();
    this.#roster.flush();
    await this.#poller.end(milliseconds);
  }
}
