import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Heartbeat, illness, otherBridge } from '../../homeassistant/heartbeat.ts';
import { StateFolder } from '../../src/dsm/state-folder.ts';
import { launch } from '../support/checks.ts';
import { type Folder, makeFolder } from '../support/executable.ts';

let temporary: Folder;
let folder: StateFolder;
let beats: Heartbeat[];

beforeEach(() => {
  temporary = makeFolder();
  folder = StateFolder.open(join(temporary.path, 'state'));
  beats = [];
  vi.useFakeTimers();
});

afterEach(() => {
  for (const heartbeat of beats) heartbeat.stop();
  vi.useRealTimers();
  temporary.remove();
});

function beating(isConnected: () => boolean): Heartbeat {
  const heartbeat = new Heartbeat(folder, isConnected);
  heartbeat.start();
  beats.push(heartbeat);
  return heartbeat;
}

const theFile = () => join(folder.path, readdirSync(folder.path)[0] ?? 'none');

describe('a bridge', () => {
  it('is well while it runs and is connected, however long', () => {
    beating(() => true);
    expect(illness(folder)).toBeUndefined();
    vi.advanceTimersByTime(3_600_000);
    expect(illness(folder)).toBeUndefined();
  });

  it('is ill while it has no broker, and well when it has', () => {
    let isConnected = false;
    const heartbeat = beating(() => isConnected);
    expect(illness(folder)).toBe('the bridge has no connection to the broker');
    isConnected = true;
    heartbeat.beat();
    expect(illness(folder)).toBeUndefined();
  });

  it('notices by itself within some seconds', () => {
    let isConnected = true;
    beating(() => isConnected);
    isConnected = false;
    vi.advanceTimersByTime(15_000);
    expect(illness(folder)).toBe('the bridge has no connection to the broker');
  });

  it('that does not run is none', () => {
    expect(illness(folder)).toBe('no bridge is running');
    beating(() => true).stop();
    expect(illness(folder)).toBe('no bridge is running');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('that hangs is ill after a while', () => {
    beating(() => true);
    vi.setSystemTime(Date.now() + 44_000);
    expect(illness(folder)).toBeUndefined();
    vi.setSystemTime(Date.now() + 3000);
    expect(illness(folder)).toBe('the bridge has given no sign of life lately');
  });

  it('whose clock was set back is ill only until its next sign', () => {
    const heartbeat = beating(() => true);
    vi.setSystemTime(Date.now() - 3_600_000);
    expect(illness(folder)).toBe('the bridge has given no sign of life lately');
    heartbeat.beat();
    expect(illness(folder)).toBeUndefined();
  });

  it('that was killed is ill at once', async () => {
    beating(() => true);
    vi.useRealTimers();
    const { child, ended } = launch(process.execPath, ['-e', '']);
    await ended;
    const text = folder.read(theFile().slice(folder.path.length + 1)) ?? '';
    writeFileSync(theFile(), text.replace(String(process.pid), String(child.pid)));
    expect(illness(folder)).toBe('the bridge has ended without saying so');
  });

  it.each(['', '{', 'null', '7', '{"pid":"x"}', '{"pid":1}'])('with a damaged sign (%j) is none', (text) => {
    beating(() => true);
    writeFileSync(theFile(), text);
    expect(illness(folder)).toBe('no bridge is running');
  });

  it('that cannot write its sign goes on', () => {
    const heartbeat = beating(() => true);
    temporary.remove();
    expect(() => heartbeat.beat()).not.toThrow();
    expect(() => heartbeat.stop()).not.toThrow();
  });
});

describe('another bridge that remembers in the same folder', () => {
  /** As if some other process had given the sign. */
  const signOf = (pid: number, age = 0) =>
    folder.write('alive.json', JSON.stringify({ pid, connected: false, at: Date.now() / 1000 - age }));

  it('is there while it gives signs of life, connected or not', () => {
    expect(otherBridge(folder)).toBeUndefined();
    signOf(process.ppid);
    expect(otherBridge(folder)).toBe(process.ppid);
    signOf(process.ppid, 60);
    expect(otherBridge(folder)).toBeUndefined();
  });

  it('is none that had our own number: a container gives each start the same', () => {
    signOf(process.pid);
    expect(otherBridge(folder)).toBeUndefined();
  });
});
