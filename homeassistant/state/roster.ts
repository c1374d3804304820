import { readJson, type StateFolder } from '../../src/dsm/state-folder.ts';
import type { Progress } from '../../src/probes/stall.ts';
import { isSlug } from '../slug.ts';
import { type Dialect, type NasState, NEW_TASK, NEW_USER, type Task, type User } from './nas-state.ts';

/** What is remembered of one NAS from one start of the bridge to the next. */
export interface Roster {
  readonly dialect?: Dialect | undefined;
  readonly packageVersion?: string | undefined;
  readonly users: NasState['users'];
  readonly tasks: NasState['tasks'];
  /** The list of clients stands on the broker, or may. */
  readonly hasClients: boolean;
}

const EMPTY: Roster = { users: new Map(), tasks: new Map(), hasClients: false };

const fileOf = (nas: string) => `nas-${nas}.json`;

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined);

const slugOf = (value: unknown) => (typeof value === 'string' && isSlug(value) ? value : undefined);

function decodeSubject({ slug: own, entity_slug: entity, absent }: Fields) {
  const [slug, entitySlug] = [slugOf(own), slugOf(entity)];
  if (slug === undefined || entitySlug === undefined) return undefined;
  return { slug, entitySlug, absent: numberOf(absent) ?? 0 };
}

function decodeUser(value: unknown): User | undefined {
  const fields = fieldsOf(value);
  const subject = decodeSubject(fields);
  const name = textOf(fields.name);
  return subject && name !== undefined ? { ...NEW_USER, name, ...subject, isConfirmed: true } : undefined;
}

function decodeProgress(value: unknown): Progress | undefined {
  const { files, bytes, since } = fieldsOf(value);
  if (typeof since !== 'number') return undefined;
  return { files: numberOf(files), bytes: numberOf(bytes), since };
}

function decodeTask(value: unknown): Task | undefined {
  const fields = fieldsOf(value);
  const subject = decodeSubject(fields);
  if (!subject) return undefined;
  return {
    ...NEW_TASK,
    ...subject,
    user: textOf(fields.user),
    shareName: textOf(fields.share_name),
    progress: decodeProgress(fields.progress),
  };
}

function decodeRows<Row>(value: unknown, decode: (row: unknown) => Row | undefined): Map<string, Row> {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const rows = list.map((entry) => {
    const [key, row] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
    return [String(key), decode(row)] as const;
  });
  return new Map(rows.filter((entry): entry is readonly [string, Row & {}] => entry[1] !== undefined));
}

export function readRoster(folder: StateFolder, nas: string): Roster {
  const fields = fieldsOf(readJson(folder, fileOf(nas)));
  const { dialect } = fields;
  return {
    ...EMPTY,
    dialect: dialect === 'documented' || dialect === 'dsm' ? dialect : undefined,
    packageVersion: textOf(fields.package_version),
    users: decodeRows(fields.users, decodeUser),
    tasks: decodeRows(fields.tasks, decodeTask),
    // Where nothing is remembered, it may as well.
    hasClients: fields.has_clients !== false,
  };
}

const userRow = ({ name, slug, entitySlug, absent }: User) => ({
  name,
  slug,
  entity_slug: entitySlug,
  absent,
});

const taskRow = ({ user, shareName, slug, entitySlug, absent, progress }: Task) => ({
  user,
  share_name: shareName,
  slug,
  entity_slug: entitySlug,
  absent,
  progress,
});

/** As a list: an object would put names that are numbers first, and the order is who was seen first. */
function encodeRows<Row>(rows: ReadonlyMap<string, Row>, encode: (row: Row) => object): object {
  return [...rows].map(([key, row]) => [key, encode(row)]);
}

/** The file's text: equal texts need not be written again. */
export function rosterText({ dialect, packageVersion, users, tasks, hasClients }: Roster): string {
  return JSON.stringify({
    dialect,
    package_version: packageVersion,
    // Names that may turn out to be nobody's are not kept.
    users: encodeRows(new Map([...users].filter(([, user]) => user.isConfirmed)), userRow),
    tasks: encodeRows(tasks, taskRow),
    has_clients: hasClients,
  });
}

export const writeRoster = (folder: StateFolder, nas: string, text: string): void =>
  folder.write(fileOf(nas), text);

/** What is no file of ours, such as a folder of that name, is left: nothing of it is ever read. */
export function forgetRoster(folder: StateFolder, nas: string): void {
  try {
    folder.remove(fileOf(nas));
  } catch {
    // It is tried again at the next start.
  }
}

/** The NASes of which something is remembered. */
export const rememberedNases = (folder: StateFolder): string[] =>
  folder.names().flatMap((name) => /^nas-([a-z0-9_]+)\.json$/.exec(name)?.[1] ?? []);

/** Who and what is there, without its figures. */
export type House = Pick<NasState, 'dialect' | 'packageVersion' | 'users' | 'tasks'>;

const isSameKeys = (a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>) =>
  a.size === b.size && [...a.keys()].every((key) => b.has(key));

const isSameUsers = (a: House['users'], b: House['users']) =>
  isSameKeys(a, b) &&
  [...a].every(([key, user]) => {
    const other = b.get(key);
    return (
      other?.isConfirmed === user.isConfirmed && (other?.unread === undefined) === (user.unread === undefined)
    );
  });

/** Whether the same users and tasks are in both: then the same documents are wanted, and the same is to be remembered. */
export function isSameHouse(a: House, b: House): boolean {
  return (
    a.dialect === b.dialect &&
    a.packageVersion === b.packageVersion &&
    isSameUsers(a.users, b.users) &&
    isSameKeys(a.tasks, b.tasks)
  );
}
