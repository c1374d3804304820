import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Deadline, startDeadline } from '../../src/dsm/deadline.ts';
import { UnreachableError } from '../../src/dsm/errors.ts';
import { lock } from '../../src/dsm/lock.ts';
import { type Folder, makeFolder } from '../support/executable.ts';

let folder: Folder;
let deadline: Deadline;

beforeEach(() => {
  folder = makeFolder();
  deadline = startDeadline(10_000);
});

afterEach(() => {
  deadline.clear();
  folder.remove();
});

const take = (signal = deadline.signal) => lock({ folder: folder.path, name: 'nas', hold: 5000, signal });
const path = () => join(folder.path, 'nas.lock');
const put = (holder: object) => writeFileSync(path(), JSON.stringify(holder));
const here = { pid: process.pid, started: '', host: hostname() };

describe('a lock', () => {
  it('is a private file while it is held, and nothing afterwards', async () => {
    const release = await take();
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    await release();
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('is held by one at a time, however many want it', async () => {
    let [holding, most] = [0, 0];
    const turns = Array.from({ length: 12 }, async () => {
      const release = await take();
      holding += 1;
      most = Math.max(most, holding);
      await sleep(1);
      holding -= 1;
      await release();
    });
    await Promise.all(turns);
    expect([most, readdirSync(folder.path)]).toEqual([1, []]);
  });

  it('that somebody holds is waited for until the signal, whose reason is thrown', async () => {
    const release = await take();
    const short = startDeadline(60);
    await expect(take(short.signal)).rejects.toThrow(UnreachableError);
    await release();
  });

  it('is not waited for when the signal has fired already', async () => {
    const release = await take();
    const over = startDeadline(60_000);
    over.interrupt('enough');
    await expect(take(over.signal)).rejects.toThrow('enough');
    over.clear();
    await release();
  });

  it('needs a folder that can be written', async () => {
    const request = { folder: join(folder.path, 'nowhere'), name: 'nas', hold: 1, signal: deadline.signal };
    await expect(lock(request)).rejects.toThrow('ENOENT');
  });

  const dead = async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    return child.pid ?? 0;
  };
  it('of a process that has died is taken over', async () => {
    put({ ...here, pid: await dead(), until: Date.now() + 60_000 });
    await (await take())();
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('of a process that was killed, whose parent has not noticed, is taken over', async () => {
    // The shell becomes a program that never asks what became of its children.
    const parent = spawn('/bin/sh', ['-c', 'sleep 60 & echo $!; exec sleep 60']);
    try {
      const pid = Number(String((await once(parent.stdout, 'data'))[0]));
      const stat = () => readFileSync(`/proc/${pid}/stat`, 'latin1').split(' ');
      put({ ...here, pid, started: stat()[21], until: Date.now() + 60_000 });
      const short = startDeadline(60);
      await expect(take(short.signal)).rejects.toThrow(UnreachableError);
      process.kill(pid, 'SIGKILL');
      while (stat()[2] !== 'Z') await sleep(5);
      await (await take())();
    } finally {
      parent.kill();
    }
  });

  const stale = [
    { title: 'whose time is over', holder: { ...here, until: Date.now() - 1 } },
    { title: 'of before the clock was set back', holder: { ...here, until: Date.now() + 3_600_000 } },
    { title: 'without a time', holder: { ...here } },
    {
      title: 'of an earlier process of the same number',
      holder: { ...here, started: '1', until: Date.now() + 60_000 },
    },
  ];
  it.each(stale)('$title is taken over', async ({ holder }) => {
    put(holder);
    await (await take())();
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('of another machine is respected while its time lasts', async () => {
    put({ pid: 1, started: '1', host: 'elsewhere', until: Date.now() + 60_000 });
    const short = startDeadline(60);
    await expect(take(short.signal)).rejects.toThrow(UnreachableError);
    expect(readdirSync(folder.path)).toEqual(['nas.lock']);
  });

  it.each(['', '{"pid":1', 'null', '[]', '"text"'])(
    'whose text is %j is taken over when it is old',
    async (text) => {
      writeFileSync(path(), text);
      utimesSync(path(), new Date(0), new Date(0));
      await (await take())();
      expect(readdirSync(folder.path)).toEqual([]);
    },
  );

  const odd = [
    { title: 'a folder', make: () => mkdirSync(path()) },
    { title: 'a link to nowhere', make: () => symlinkSync('/nonexistent/lock', path()) },
  ];
  it.each(odd)('that is $title ends with an error or the reason of the signal', async ({ make }) => {
    make();
    const short = startDeadline(100);
    const outcome = take(short.signal).then(
      (release) => release().then(() => 'held'),
      () => 'given up',
    );
    expect(await Promise.race([outcome, sleep(2000, 'still trying')])).not.toBe('still trying');
  });
});
