import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openMemory, readJson, StateFolder } from '../../src/dsm/state-folder.ts';
import { type Folder, makeFolder } from '../support/executable.ts';

const ROOT = process.getuid?.() === 0;
const UID = process.getuid?.() ?? -1;
let folder: Folder;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

/** A folder with these permissions, whatever the umask. */
function folderWith(mode: number): void {
  mkdirSync(at('s'));
  chmodSync(at('s'), mode);
}

const at = (...names: string[]) => join(folder.path, ...names);
const mode = (path: string) => statSync(path).mode & 0o777;

describe('a state folder', () => {
  it('is made with its parents, for this user alone', () => {
    const state = StateFolder.open(at('a', 'b'));
    expect(mode(state.path)).toBe(0o700);
    state.write('x', 'text');
    expect([mode(at('a', 'b', 'x')), state.read('x'), readdirSync(state.path)]).toEqual([
      0o600,
      'text',
      ['x'],
    ]);
  });

  it('is used as it is when it is private or only readable to others', () => {
    mkdirSync(at('open'), { mode: 0o755 });
    chmodSync(at('open'), 0o755);
    expect(StateFolder.open(at('open')).path).toBe(at('open'));
  });

  const refused = [
    { title: 'a file', make: () => writeFileSync(at('s'), ''), says: /EEXIST|not a folder/ },
    { title: 'a link', make: () => symlinkSync(folder.path, at('s')), says: 'is not a folder of its own' },
    { title: 'a link to nowhere', make: () => symlinkSync('/nonexistent/x', at('s')), says: /./ },
    {
      title: 'writable to its group',
      make: () => folderWith(0o770),
      says: 'others may write',
    },
    {
      title: 'writable to all',
      make: () => folderWith(0o777),
      says: 'others may write',
    },
    ...(ROOT
      ? [
          {
            title: "somebody else's",
            make: () => {
              folderWith(0o700);
              chownSync(at('s'), 12345, 12345);
            },
            says: 'belongs to another user',
          },
        ]
      : []),
  ];
  it.each(refused)('is refused when it is $title', ({ make, says }) => {
    make();
    expect(() => StateFolder.open(at('s'))).toThrow(says);
  });

  const distrusted = [
    { title: 'missing', make: () => undefined },
    { title: 'readable to its group', make: (path: string) => writeFileSync(path, 'text', { mode: 0o640 }) },
    {
      title: 'a link to a good one',
      make: (path: string) => {
        writeFileSync(at('real'), 'text', { mode: 0o600 });
        symlinkSync(at('real'), path);
      },
    },
    { title: 'a folder', make: (path: string) => mkdirSync(path) },
    ...(ROOT
      ? [
          {
            title: "somebody else's",
            make: (path: string) => {
              writeFileSync(path, 'text', { mode: 0o600 });
              chownSync(path, 12345, 12345);
            },
          },
        ]
      : []),
  ];
  it.each(distrusted)('reads nothing from a file that is $title', ({ make }) => {
    const state = StateFolder.open(folder.path);
    make(at('file'));
    expect([state.read('file'), readJson(state, 'file')]).toEqual([undefined, undefined]);
  });

  it('replaces a link instead of writing through it', () => {
    writeFileSync(at('real'), 'old', { mode: 0o600 });
    symlinkSync(at('real'), at('file'));
    StateFolder.open(folder.path).write('file', 'new');
    expect([lstatSync(at('file')).isFile(), readFileSync(at('real'), 'utf8')]).toEqual([true, 'old']);
  });

  it('creates a file once, and leaves no draft behind even when it fails', () => {
    const state = StateFolder.open(folder.path);
    state.create('once', 'first');
    state.create('once', 'second');
    mkdirSync(at('folder'));
    expect(() => state.write('folder', 'x')).toThrow(`cannot write to ${folder.path}: EISDIR`);
    expect([state.read('once'), readdirSync(folder.path).sort()]).toEqual(['first', ['folder', 'once']]);
    state.remove('once');
    state.remove('once');
    expect(state.read('once')).toBeUndefined();
  });

  it('that is gone is no place to write to, and names no draft', () => {
    const state = StateFolder.open(at('s'));
    rmdirSync(at('s'));
    expect(() => state.write('file', 'x')).toThrow(
      new Error(`cannot write to ${at('s')}: there is no such folder`),
    );
  });

  it.each(['', 'null', '{', '\u0000'])('holds no JSON in %j', (text) => {
    const state = StateFolder.open(folder.path);
    state.write('file', text);
    expect(readJson(state, 'file')).toBeUndefined();
  });
});

describe('the memory', () => {
  const env = () => ({ MP_STATE_PATH: at('mp'), XDG_STATE_HOME: at('xdg'), HOME: at('home') });
  it('is where the option says, else MP_STATE_PATH, XDG_STATE_HOME, the home', () => {
    const names: (string | undefined)[] = [openMemory(at('option'), env()).folder?.path];
    const { HOME, XDG_STATE_HOME, MP_STATE_PATH } = env();
    for (const given of [{ HOME, XDG_STATE_HOME, MP_STATE_PATH }, { HOME, XDG_STATE_HOME }, { HOME }])
      names.push(openMemory(undefined, given).folder?.path);
    expect(names).toEqual([
      at('option'),
      at('mp', `synology-drive-monitoring-${UID}`),
      at('xdg', 'synology-drive-monitoring'),
      at('home', '.local', 'state', 'synology-drive-monitoring'),
    ]);
  });

  it('keeps a session nowhere but in the folder that was chosen', () => {
    const { folder: found, sessions, notes } = openMemory(folder.file('file', ''), { HOME: at('home') });
    expect([found?.path, sessions]).toEqual([
      at('home', '.local', 'state', 'synology-drive-monitoring'),
      undefined,
    ]);
    expect(notes).toEqual([expect.stringContaining(`nothing is kept in ${at('file')}: `)]);
  });
});
