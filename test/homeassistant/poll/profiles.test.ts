import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NasLink } from '../../../homeassistant/poll/nas-link.ts';
import { pollDrive } from '../../../homeassistant/poll/poll-drive.ts';
import { pollProfiles, sortOut } from '../../../homeassistant/poll/poll-profiles.ts';
import type { Polled, PolledProfiles } from '../../../homeassistant/poll/polled.ts';
import { ApiError } from '../../../src/dsm/errors.ts';
import { dsmScenario } from '../../../src/simulator/dsm-scenario.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import { AWAY, officeSettings, profile, refusal } from '../../support/bridge.ts';
import { until } from '../../support/checks.ts';
import { type Folder, makeFolder } from '../../support/executable.ts';

let nas: Simulator;
let folder: Folder;
let link: NasLink;

const PROFILE = 'SYNO.SynologyDrive.UserProfile.Get';
const NO_SUCH_USER = { code: 120, errors: { name: 'user', reason: 'no such user' } };

/** A NAS that holds a scenario, and the way to it. */
async function open(scenario = {}, keys = {}): Promise<void> {
  nas = await startSimulator({ scenario });
  const settings = officeSettings({
    host: '127.0.0.1',
    port: nas.port,
    plain_http: true,
    timeout: '5s',
    ...keys,
  });
  link = new NasLink(
    {
      ...settings,
      access: () => ({
        endpoint: { host: '127.0.0.1', port: nas.port, tls: undefined },
        account: { name: 'monitor', password: 'monitor' },
        sessionDir: join(folder.path, 'state'),
        keepSession: true,
        longLived: true,
      }),
    },
    () => undefined,
  );
}

beforeEach(() => {
  folder = makeFolder();
});

afterEach(async () => {
  link.close();
  await nas.close();
  folder.remove();
});

const OFFICE = {
  connections: [
    { user: 'anna', client_type: 'desktop' },
    { user: 'bert', client_type: 'web' },
  ],
  syncs: [{ user: 'chloe', share_name: 'Team', sync_status: 'idle' }],
  users: ['anna', 'bert', 'chloe', 'dora'].map((user) => ({ user, quota_used: 1, quota_total: 2 })),
};

type Told = Exclude<PolledProfiles, { readonly error: unknown }>;
type Answered = Exclude<Polled, { readonly error: unknown }>;

/** One poll, and the round of profiles behind it. */
async function round(remembered: readonly string[] = [], keys = {}): Promise<Told> {
  const polled = (await pollDrive(link)) as Answered;
  expect(polled).not.toHaveProperty('error');
  const { include_users: include, exclude_users: exclude } = officeSettings(keys);
  const told = await pollProfiles(link, {
    wish: { include, exclude },
    concurrency: 2,
    remembered,
    ...polled,
  });
  expect(told).not.toHaveProperty('error');
  return told as Told;
}

const asked = (method: string) => nas.requests.filter((one) => `${one.api}.${one.method}` === method).length;

describe('a poll', () => {
  it('logs in once, and asks each question once', async () => {
    await open(OFFICE);
    for (const _poll of [1, 2, 3]) await pollDrive(link);
    expect(nas.logIns()).toBe(1);
    expect(
      nas.requests
        .slice(-3)
        .map(({ method }) => method)
        .sort(),
    ).toEqual(['GetSummary', 'List', 'ListConnections']);
    expect([nas.requests.length, nas.unannounced()]).toEqual([11, 0]);
  });

  it('has an outcome for each question', async () => {
    await open({ ...OFFICE, faults: { 'SYNO.SynologyDrive.Connections.List': { code: 105 } } });
    const { dialect, summary, clients, tasks } = (await pollDrive(link)) as Answered;
    expect([dialect, 'value' in summary, 'value' in clients, 'value' in tasks]).toEqual([
      'documented',
      true,
      false,
      true,
    ]);
    expect((clients as { error: unknown }).error).toBeInstanceOf(ApiError);
  });

  it('takes a list that is shorter than the NAS says for none, so that nobody is gone', async () => {
    const short = { data: { connections: [], total: 3 } };
    const faults = { 'SYNO.SynologyDrive.Connections.List': short, 'SYNO.SynologyDrive.ShareSync.*': short };
    await open({ ...OFFICE, faults });
    const { clients, tasks } = (await pollDrive(link)) as Answered;
    const error = expect.objectContaining({
      message: expect.stringContaining('says there are 3 rows, but sent 0'),
    });
    expect([clients, tasks]).toEqual([{ error }, { error }]);
  });

  it('is one failure when the log-in is refused, and is not tried again and again', async () => {
    await open({ ...OFFICE, accounts: [{ name: 'monitor', password: 'another' }] });
    for (const _poll of [1, 2, 3]) expect(await pollDrive(link)).toHaveProperty('error');
    expect(nas.logIns()).toBe(1);
  });

  it('is one failure when the NAS has no Drive', async () => {
    await open({ ...OFFICE, drive: { state: 'absent' } });
    const { error } = (await pollDrive(link)) as { error: Error };
    expect(error.message).toContain('announces no API of Synology Drive Server');
  });
});

describe('a round of profiles', () => {
  it('asks for everybody in the lists, and whoever is remembered', async () => {
    await open(OFFICE);
    const { names, profiles, gone, ...rest } = await round(['dora']);
    expect([names, [...profiles.keys()].sort(), gone]).toEqual([
      ['anna', 'bert', 'chloe'],
      ['anna', 'bert', 'chloe', 'dora'],
      [],
    ]);
    expect(rest).toEqual({ packageVersion: undefined });
  });

  it('asks for each once, however the name is written', async () => {
    await open(OFFICE);
    const { profiles } = await round(['ANNA', 'Bert']);
    expect([...profiles.keys()].sort()).toEqual(['anna', 'bert', 'chloe']);
    expect(asked(PROFILE)).toBe(3);
  });

  it('asks for those whom the filters leave', async () => {
    await open(OFFICE);
    expect([...(await round(['dora'], { exclude_users: ['bert', 'DORA'] })).profiles.keys()].sort()).toEqual([
      'anna',
      'chloe',
    ]);
    expect([...(await round(['dora'], { include_users: ['/^[bd]/'] })).profiles.keys()].sort()).toEqual([
      'bert',
      'dora',
    ]);
    const exact = await round([], { include_users: ['Dora'] });
    expect([exact.names, [...exact.profiles.keys()]]).toEqual([['Dora'], ['Dora']]);
  });

  it("takes the NAS's own list where it has one", async () => {
    await open(dsmScenario);
    const { names } = await round();
    expect(names).toEqual(['OFFICE\\dmitri', 'OFFICE\\erika', 'alice', 'bert', 'chloé.martin', 'frank']);
    expect(nas.unannounced()).toBe(0);
  });

  it('says who is gone by the NAS’s own word, unless the configuration names them', async () => {
    await open({ ...OFFICE, faults: { [PROFILE]: { ...NO_SUCH_USER, where: { user: 'bert' } } } });
    const { gone, profiles } = await round();
    expect([gone, profiles.has('bert')]).toEqual([['bert'], false]);
    const named = await round([], { include_users: ['bert'] });
    expect([named.gone, named.profiles.has('bert')]).toEqual([[], true]);
  });

  it('says that others may be missing when a list was', async () => {
    await open({ ...OFFICE, faults: { 'SYNO.SynologyDrive.ShareSync.ListConnections': { code: 105 } } });
    const { names, incomplete } = await round();
    expect([names, incomplete]).toEqual([['anna', 'bert'], expect.any(ApiError)]);
  });

  it('keeps the outcome of each user by itself', async () => {
    await open({ ...OFFICE, faults: { [PROFILE]: { code: 105, where: { user: 'bert' } } } });
    const { profiles } = await round();
    expect([...profiles].map(([name, outcome]) => [name, 'value' in outcome])).toEqual([
      ['anna', true],
      ['bert', false],
      ['chloe', true],
    ]);
  });

  it('gives up after three users in a row who could not be reached: the NAS has gone', async () => {
    const users = Array.from({ length: 30 }, (_, index) => `user${index}`);
    const connections = users.map((user) => ({ user, client_type: 'desktop' }));
    await open({ connections, faults: { [PROFILE]: { reset: true } } });
    const { profiles } = await round();
    expect([profiles.size, [...profiles.values()].every((outcome) => 'error' in outcome)]).toEqual([
      30,
      true,
    ]);
    expect(asked(PROFILE)).toBeLessThan(16);
  });

  it('goes on after users whom the NAS refuses: it is there', async () => {
    const users = Array.from({ length: 12 }, (_, index) => `user${index}`);
    const connections = users.map((user) => ({ user, client_type: 'desktop' }));
    await open({ connections, faults: { [PROFILE]: { code: 105 } } });
    await round();
    expect(asked(PROFILE)).toBeGreaterThanOrEqual(12);
  });

  it('fails as a whole when it cannot be found out who there is', async () => {
    await open(OFFICE);
    const wish = { include: [], exclude: [] };
    const lists = { clients: { error: AWAY }, tasks: { error: refusal() } };
    expect(await pollProfiles(link, { wish, concurrency: 2, remembered: ['anna'], ...lists })).toEqual({
      error: AWAY,
    });
  });
});

describe('what became of the questions', () => {
  const wish = (...include_users: string[]) => {
    const { include_users: include, exclude_users: exclude } = officeSettings({ include_users });
    return { include, exclude };
  };
  const noSuchUser = { error: refusal(120, { name: 'user', reason: 'no such user' }) };

  it('is sorted by who is there and who is gone', async () => {
    await open();
    const outcomes = [{ value: profile() }, noSuchUser, { error: refusal() }, { error: AWAY }];
    const { profiles, gone } = sortOut(['a', 'b', 'c', 'd'], outcomes, wish());
    expect([[...profiles.keys()], gone]).toEqual([['a', 'c', 'd'], ['b']]);
  });

  it('takes nobody for gone whom the configuration names, or of whom a parameter was wrong', async () => {
    await open();
    expect(sortOut(['B'], [noSuchUser], wish('b')).gone).toEqual([]);
    expect(sortOut(['b'], [noSuchUser], wish('/b/')).gone).toEqual(['b']);
    const wrong = { error: refusal(120, { name: 'user', reason: 'type' }) };
    expect(sortOut(['b'], [wrong], wish()).gone).toEqual([]);
  });
});

describe('the way to a NAS', () => {
  it('never has more requests under way than it may', async () => {
    await open(OFFICE, { concurrency: 3 });
    const underWay: (() => void)[] = [];
    let most = 0;
    const question = async () => {
      await new Promise<void>((answered) => {
        most = Math.max(most, underWay.push(answered));
      });
    };
    const asking = Array.from({ length: 20 }, () => link.ask(question));
    for (const left of asking.keys()) {
      await until(() => underWay.length === Math.min(3, asking.length - left));
      underWay.shift()?.();
    }
    await Promise.all(asking);
    expect(most).toBe(3);
  });

  it('answers nobody after its end, and is logged out', async () => {
    await open(OFFICE);
    await pollDrive(link);
    expect(nas.sessions()).toBe(1);
    await link.end(2000);
    expect(nas.sessions()).toBe(0);
    await expect(link.ask((drive) => drive.summary())).rejects.toThrow('the bridge is ending');
  });

  it('gives up at its end what is under way', async () => {
    await open({ ...OFFICE, faults: { 'SYNO.SynologyDrive.Connections.GetSummary': { hang: true } } });
    const asking = link.ask((drive) => drive.summary()).catch((error: unknown) => String(error));
    await until(() => asked('SYNO.SynologyDrive.Connections.GetSummary') > 0);
    await link.end(2000);
    expect(await asking).toContain('the bridge is ending');
    expect(nas.sessions()).toBe(0);
  });
});
