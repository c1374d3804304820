import { stringify } from 'yaml';
import { readConfig } from '../../homeassistant/config/read.ts';
import type { NasSettings } from '../../homeassistant/config/settings.ts';
import type { Polled, PolledProfiles } from '../../homeassistant/poll/polled.ts';
import { nasMessages } from '../../homeassistant/publish/nas-messages.ts';
import { afterPoll, usersOf } from '../../homeassistant/state/after-poll.ts';
import { initialState, type NasState } from '../../homeassistant/state/nas-state.ts';
import { afterProfiles, withSeenUsers } from '../../homeassistant/state/users.ts';
import { namesOf } from '../../homeassistant/topics.ts';
import type { Client, Profile, Summary, SyncTask } from '../../src/drive/model.ts';
import { ApiError, UnreachableError } from '../../src/dsm/errors.ts';

/** 2024-11-28T10:00:00Z, in Unix seconds. */
export const NOW = 1_732_788_000;

export const NAMES = namesOf('synology_drive', 'homeassistant');
export const OFFICE = NAMES.nas('office');

type Keys = Readonly<Record<string, unknown>>;

/** The settings of one NAS, `office`, as they come from bridge.yaml. */
export function officeSettings(keys: Keys = {}): NasSettings {
  const office = { id: 'office', name: 'Office NAS', host: 'nas.example.com', username: 'monitor', ...keys };
  const [nas] = readConfig('bridge.yaml', stringify({ nas: [office] }), {}).config.nas;
  if (!nas) throw new Error('the configuration has no NAS');
  const access = () => {
    throw new Error('nobody is asked here');
  };
  return { ...nas, name: nas.name ?? nas.id, access };
}

export const summary = (more: Partial<Summary> = {}): Summary => ({
  total: 25,
  desktop: 15,
  mobile: 8,
  web: 2,
  source: 'data has total_connections, desktop_clients, mobile_clients, web_clients',
  ...more,
});

export const client = (more: Partial<Client> = {}): Client => ({
  user: 'john.doe',
  clientType: 'desktop',
  kind: 'desktop',
  clientVersion: '3.4.0',
  ipAddress: '192.168.1.100',
  connectedSince: NOW - 3600,
  connected: true,
  ...more,
});

/** A device that is linked and away. */
export const linked = (device: string, more: Partial<Client> = {}): Client =>
  client({ device, connected: false, lastSeen: NOW - 3600, connectedSince: undefined, ...more });

export const task = (more: Partial<SyncTask> = {}): SyncTask => ({
  user: 'john.doe',
  shareName: 'Team Projects',
  status: 'syncing',
  filesSynced: 150,
  bytesSynced: 104_857_600,
  ...more,
});

export const profile = (more: Partial<Profile> = {}): Profile => ({
  user: 'john.doe',
  quotaUsed: 5_368_709_120,
  quotaTotal: 107_374_182_400,
  fileCount: 500,
  folderCount: 50,
  lastSyncTime: NOW - 240,
  source: 'data has user, quota_used, quota_total, file_count, folder_count, last_sync_time',
  ...more,
});

type Answers = Exclude<Polled, { readonly error: unknown }>;
type Profiles = Exclude<PolledProfiles, { readonly error: unknown }>;

/** What a poll brought: lists by their rows, or `{error}`. */
export interface Poll {
  readonly dialect?: Answers['dialect'];
  readonly summary?: Summary | { readonly error: unknown };
  readonly clients?: readonly Client[] | { readonly error: unknown };
  readonly tasks?: readonly SyncTask[] | { readonly error: unknown };
}

const outcomeOf = <T extends object, Value>(
  given: T | { readonly error: unknown },
  wrap: (given: T) => Value,
) => ('error' in given ? { error: given.error } : { value: wrap(given as T) });

export const polled = (poll: Poll = {}): Answers => ({
  dialect: poll.dialect ?? 'documented',
  summary: outcomeOf(poll.summary ?? summary(), (value) => value),
  clients: outcomeOf(poll.clients ?? [client()], (rows) => ({ rows })),
  tasks: outcomeOf(poll.tasks ?? [task()], (rows) => ({ rows })),
});

/** What a round of profiles brought: profiles or errors by name, everybody who is named being present. */
export function profiled(
  answers: Readonly<Record<string, Profile | { readonly error: unknown }>>,
  more: Partial<Profiles> = {},
): Profiles {
  const profiles = Object.entries(answers).map(
    ([name, answer]) => [name, outcomeOf(answer, (value) => value)] as const,
  );
  return { names: Object.keys(answers), profiles: new Map(profiles), gone: [], ...more };
}

const asJson = (payload: string): unknown => (payload.startsWith('{') ? JSON.parse(payload) : payload);

/** What becomes of one NAS from poll to poll, and what is then published of it. */
export class Story {
  readonly settings: NasSettings;
  /** When the last step was. */
  now = NOW;
  #told: Promise<NasState>;

  constructor(nas: Keys = {}, before: Partial<NasState> = {}) {
    this.settings = officeSettings(nas);
    this.#told = Promise.resolve({ ...initialState({ users: new Map(), tasks: new Map() }), ...before });
  }

  /** What is known after the steps so far. */
  told(): Promise<NasState> {
    return this.#told;
  }

  change(change: (before: NasState) => NasState | Promise<NasState>): this {
    this.#told = this.#told.then(change);
    return this;
  }

  /** A poll so many seconds after the one before. */
  poll(answers: Poll | { readonly error: unknown } = {}, elapsed = 0): this {
    this.now += elapsed;
    const moment = { now: this.now, elapsed };
    const given: Polled = 'error' in answers ? { error: answers.error } : polled(answers);
    return this.change(async (before) =>
      withSeenUsers(await afterPoll(before, given, this.settings, moment), usersOf(this.settings)),
    );
  }

  profiles(
    answers: Parameters<typeof profiled>[0] | { readonly error: unknown },
    more: Partial<Profiles> = {},
    elapsed = 0,
  ): this {
    this.now += elapsed;
    const isFailure = 'error' in answers && !('quotaUsed' in Object(answers.error));
    const given: PolledProfiles = isFailure
      ? { error: answers.error }
      : profiled(answers as Parameters<typeof profiled>[0], more);
    return this.change((before) => afterProfiles(before, given, this.settings, { elapsed }));
  }

  /** By topic below the NAS's own, JSON as values. */
  async published(): Promise<Readonly<Record<string, unknown>>> {
    const { now } = this;
    const messages = [...nasMessages(await this.told(), this.settings, OFFICE, now)];
    return Object.fromEntries(
      messages.map(({ topic, payload }) => [topic.replace('synology_drive/office/', ''), asJson(payload)]),
    );
  }
}

export const AWAY = new UnreachableError('refused', 'nas.example.com:5001 refuses the connection');

/** The NAS's own word on a call. */
export const refusal = (code = 105, details?: unknown): ApiError =>
  new ApiError(
    { api: 'SYNO.SynologyDrive.Connections', method: 'List' },
    code,
    'the account may not do this',
    'Give the account the right to it',
    details,
  );
