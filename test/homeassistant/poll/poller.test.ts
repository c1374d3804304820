import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Poller } from '../../../homeassistant/poll/poller.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { officeSettings } from '../../support/bridge.ts';
import { until } from '../../support/checks.ts';
import { type Folder, makeFolder } from '../../support/executable.ts';

const LIST = 'SYNO.SynologyDrive.Connections.List';
const PROFILE = 'SYNO.SynologyDrive.UserProfile.Get';

let nas: Simulator;
let folder: Folder;
let poller: Poller;

beforeEach(() => {
  folder = makeFolder();
});

afterEach(async () => {
  await poller.end(1000);
  await nas.close();
  folder.remove();
});

/** A poller of a NAS where anna is connected, and what it told; who is remembered may be changed. */
async function open(keys = {}) {
  const scenario = {
    connections: [{ user: 'anna', client_type: 'desktop' }],
    users: [{ user: 'anna' }, { user: 'bert' }],
  };
  nas = await startSimulator({ scenario });
  const told: string[] = [];
  const users = { all: [] as string[], fresh: [] as string[], areOutdated: false };
  const listener = {
    users,
    polled: async (polled: object) => void told.push('error' in polled ? 'failed' : 'polled'),
    profiled: async (polled: object) => void told.push('error' in polled ? 'no profiles' : 'profiles'),
    profiledSome: async ({ profiles }: { profiles: ReadonlyMap<string, unknown> }) =>
      void told.push(`some: ${[...profiles.keys()]}`),
  };
  const access = () => ({
    endpoint: { host: '127.0.0.1', port: nas.port, tls: undefined },
    account: { name: 'monitor', password: 'monitor' },
    sessionDir: join(folder.path, 'state'),
    keepSession: true,
    longLived: true,
  });
  const settings = { ...officeSettings({ timeout: '2s', ...keys }), access };
  poller = new Poller(settings, () => undefined, listener);
  return { told, users };
}

/** A poll, and the profiles behind it when they are due. */
async function round(): Promise<void> {
  await poller.round();
  await poller.profiled();
}

const asked = (method: string) => nas.requests.filter((one) => `${one.api}.${one.method}` === method).length;

describe('a poller', () => {
  it('asks for profiles with the first poll, then not before they are due', async () => {
    const { told } = await open();
    for (const _poll of [1, 2, 3]) await round();
    expect(told).toEqual(['polled', 'profiles', 'polled', 'polled']);
    expect([asked(LIST), asked(PROFILE), nas.logIns()]).toEqual([3, 1, 1]);
  });

  it('asks between two rounds for those who are new', async () => {
    const { told, users } = await open();
    await round();
    users.fresh = ['bert'];
    await round();
    users.fresh = [];
    await round();
    expect(told.slice(2)).toEqual(['polled', 'some: bert', 'polled']);
  });

  it('asks again with the next poll when nobody could be reached', async () => {
    const { told } = await open();
    nas.setFault(PROFILE, { reset: true });
    await round();
    nas.clearFaults();
    await round();
    await round();
    expect(told).toEqual(['polled', 'profiles', 'polled', 'profiles', 'polled']);
  });

  it('does not ask again when the NAS has answered, whatever it said', async () => {
    const { told } = await open();
    nas.setFault(PROFILE, { code: 105 });
    await round();
    await round();
    expect(told).toEqual(['polled', 'profiles', 'polled']);
  });

  it('asks again when the NAS is back after a time in which profiles came to count for nothing', async () => {
    const { told, users } = await open();
    await round();
    users.areOutdated = true;
    await round();
    expect(told).toEqual(['polled', 'profiles', 'polled', 'profiles']);
  });

  it('does not ask for profiles while the NAS cannot be reached', async () => {
    const { told } = await open();
    nas.setFault('*', { reset: true });
    await round();
    expect([told, asked(PROFILE)]).toEqual([['failed'], 0]);
  });

  it('makes one poll of two that are asked for at once', async () => {
    const { told } = await open();
    await Promise.all([poller.round(), poller.round()]);
    expect(told.filter((line) => line === 'polled')).toHaveLength(1);
  });

  it('goes on by itself, at its interval', async () => {
    const { told } = await open({ interval: '1s' });
    const began = performance.now();
    poller.start();
    await until(() => told.filter((line) => line === 'polled').length === 3);
    expect(performance.now() - began).toBeGreaterThan(1900);
    expect(nas.logIns()).toBe(1);
  });

  it('asks at once when it is told to, profiles included, and goes on from there', async () => {
    const { told } = await open({ interval: '1d' });
    poller.start();
    await until(() => told.includes('profiles'));
    poller.refresh();
    await until(() => told.filter((line) => line === 'profiles').length === 2);
    expect(told).toEqual(['polled', 'profiles', 'polled', 'profiles']);
  });

  it('told to ask while it asks, asks once more after that', async () => {
    const { told } = await open({ interval: '1d' });
    nas.setFault(LIST, { delay: 50 });
    poller.start();
    await until(() => asked(LIST) === 1);
    poller.refresh();
    await until(() => told.filter((line) => line === 'polled').length === 2);
    await poller.profiled();
    // Those profiles were asked for after the command, too.
    expect(told).toContain('profiles');
  });

  it('tells nothing after its end', async () => {
    const { told } = await open({ interval: '1s' });
    nas.setFault(LIST, { hang: true });
    poller.start();
    await until(() => asked(LIST) === 1);
    await poller.end(1000);
    expect([told, nas.sessions()]).toEqual([[], 0]);
  });
});
