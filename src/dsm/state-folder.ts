import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { sayUnwritable } from './errors.ts';

const NAME = 'synology-drive-monitoring';
const OTHERS_MAY_WRITE = 0o022;
const OTHERS_MAY_ANYTHING = 0o077;

/** This process's user; -1 where the system has no such thing. */
export const ownUid = (): number => process.geteuid?.() ?? -1;

/** Loaded where a folder has to be found, because most runs are given one. */
const os = () => process.getBuiltinModule('node:os');

const lookAt = (path: string) => lstatSync(path, { throwIfNoEntry: false });

/** With its parents, one by one: Node's own `recursive` never ends where a folder cannot be made below one that is there. */
function makeFolder(path: string): Stats {
  const parent = dirname(path);
  if (parent !== path && !statSync(parent, { throwIfNoEntry: false })) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Of several first runs at once, another has made it.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return lstatSync(path);
}

/** Takes a draft away, if there is one: where none could be made, one of the runtimes fails to remove it, too. */
function sweep(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // Why nothing could be written has been said.
  }
}

/**
 * A private folder for what is remembered between runs. Others can neither write to it nor read its files: what is
 * found otherwise is not trusted. Every method throws an Error that says why, in words for the administrator.
 */
export class StateFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Opens a folder, creating it with mode 0700. */
  static open(chosen: string): StateFolder {
    const path = resolve(chosen);
    const found = lookAt(path) ?? makeFolder(path);
    if (!found.isDirectory()) throw new Error(`${path} is not a folder of its own`);
    if (found.uid !== ownUid()) throw new Error(`${path} belongs to another user`);
    if (found.mode & OTHERS_MAY_WRITE) throw new Error(`others may write to ${path} (chmod 700 it)`);
    return new StateFolder(path);
  }

  /** A file's text; undefined when there is none, or none that could be trusted. */
  read(name: string): string | undefined {
    let file: number;
    try {
      // A symbolic link is refused, a pipe does not block.
      file = openSync(
        join(this.path, name),
        constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
      );
    } catch {
      return undefined;
    }
    try {
      const found = fstatSync(file);
      const trusted = found.isFile() && found.uid === ownUid() && !(found.mode & OTHERS_MAY_ANYTHING);
      return trusted ? readFileSync(file, 'utf8') : undefined;
    } catch {
      return undefined;
    } finally {
      closeSync(file);
    }
  }

  /** Writes a file whole or not at all, mode 0600. */
  write(name: string, text: string): void {
    this.#draft(name, text, (draft, target) => renameSync(draft, target));
  }

  /** Writes a file unless there is one already: of several processes at once, one wins. */
  create(name: string, text: string): void {
    this.#draft(name, text, (draft, target) => {
      try {
        linkSync(draft, target);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    });
  }

  #draft(name: string, text: string, finish: (draft: string, target: string) => void): void {
    const target = join(this.path, name);
    const draft = `${target}.${crypto.randomUUID()}.tmp`;
    try {
      writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
      finish(draft, target);
    } catch (error) {
      throw new Error(`cannot write to ${this.path}: ${sayUnwritable(error)}`, { cause: error });
    } finally {
      sweep(draft);
    }
  }

  /** A folder of its own inside, made where there is none. */
  inner(name: string): StateFolder {
    return StateFolder.open(join(this.path, name));
  }

  /** The names of what is there. */
  names(): string[] {
    return readdirSync(this.path).sort();
  }

  remove(name: string): void {
    rmSync(join(this.path, name), { force: true });
  }
}

/** A JSON file of the folder, or undefined when there is none or it is damaged. */
export function readJson(folder: StateFolder | undefined, name: string): unknown {
  try {
    return JSON.parse(folder?.read(name) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function home(env: NodeJS.ProcessEnv): string | undefined {
  if (env.HOME) return env.HOME;
  try {
    return os().homedir();
  } catch {
    return undefined;
  }
}

/** Where to remember things, best first: what was chosen, then folders of this user, looked for only then. */
function* candidates(
  chosen: string | undefined,
  env: NodeJS.ProcessEnv,
): Generator<{ path: string; isChosen: boolean }> {
  const perUser = `${NAME}-${ownUid()}`;
  if (chosen) yield { path: chosen, isChosen: true };
  if (env.MP_STATE_PATH) yield { path: join(env.MP_STATE_PATH, perUser), isChosen: true };
  if (env.XDG_STATE_HOME) yield { path: join(env.XDG_STATE_HOME, NAME), isChosen: true };
  const at = home(env);
  if (at) yield { path: join(at, '.local', 'state', NAME), isChosen: false };
  yield { path: join(os().tmpdir(), perUser), isChosen: false };
}

export interface Memory {
  /** Where all but the session is kept; undefined when no folder could be used. */
  readonly folder: StateFolder | undefined;
  /** Where the session is kept: never in a folder other than the one chosen. */
  readonly sessions: StateFolder | undefined;
  /** What could not be used, and why. */
  readonly notes: readonly string[];
}

/**
 * Opens the first usable folder of: `--session-dir`, `$MP_STATE_PATH`, `$XDG_STATE_HOME`, the user's own. When a
 * chosen one cannot be used, the session is kept nowhere, but refused log-ins are still remembered in the next.
 */
export function openMemory(chosenByOption: string | undefined, env: NodeJS.ProcessEnv = process.env): Memory {
  const notes: string[] = [];
  let passedOver = false;
  for (const { path, isChosen } of candidates(chosenByOption, env)) {
    try {
      const folder = StateFolder.open(path);
      return { folder, sessions: passedOver ? undefined : folder, notes };
    } catch (error) {
      notes.push(`nothing is kept in ${path}: ${sayUnwritable(error)}`);
      passedOver ||= isChosen;
    }
  }
  return { folder: undefined, sessions: undefined, notes };
}
