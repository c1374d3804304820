import { describe, expect, it } from 'vitest';
import { wasAsked } from '../../../homeassistant/state/nas-state.ts';
import { AnswerError, LogInRefused } from '../../../src/dsm/errors.ts';
import { AWAY, client, linked, NOW, profile, refusal, Story, summary, task } from '../../support/bridge.ts';

/** Whether the NAS and each probe are on-line. */
async function up(story: Story): Promise<Record<string, boolean>> {
  const { nas, probes } = await story.told();
  const ofProbes = Object.entries(probes).map(([name, health]) => [name, health.up]);
  return { nas: nas.up, ...Object.fromEntries(ofProbes) };
}

const ALL_UP = { nas: true, connections: true, clients: true, sync: true, profiles: true };
const ALL_DOWN = { nas: false, connections: false, clients: false, sync: false, profiles: false };

const wellKnown = (nas = {}) => new Story(nas).poll().profiles({ 'john.doe': profile() });

describe('before the first poll', () => {
  it('nothing is on-line, nothing was asked, nobody is gone', async () => {
    const state = await new Story().told();
    expect([await up(new Story()), wasAsked(state), state.usersRead, state.tasksRead]).toEqual([
      ALL_DOWN,
      false,
      false,
      false,
    ]);
  });

  it('a NAS that does not answer was asked all the same', async () => {
    expect(wasAsked(await new Story().poll({ error: AWAY }).told())).toBe(true);
  });
});

describe('a poll', () => {
  it('that is answered shows everything but profiles, which have a round of their own', async () => {
    expect(await up(new Story().poll())).toEqual({ ...ALL_UP, profiles: false });
    expect(await up(wellKnown())).toEqual(ALL_UP);
  });

  it('that reaches nobody changes nothing for two times, then everything is off-line', async () => {
    const story = wellKnown();
    expect(await up(story.poll({ error: AWAY }, 300))).toEqual(ALL_UP);
    expect(await up(story.poll({ error: AWAY }, 300))).toEqual(ALL_UP);
    expect(await up(story.poll({ error: AWAY }, 300))).toEqual(ALL_DOWN);
    expect((await story.told()).summary).toEqual(summary());
    expect((await story.told()).clients).toHaveLength(1);
  });

  it('that is answered again shows all that it asks for at once', async () => {
    const story = wellKnown({ offline_after: 1 }).poll({ error: AWAY });
    expect(await up(story)).toEqual(ALL_DOWN);
    expect(await up(story.poll())).toEqual({ ...ALL_UP, profiles: false });
    expect(await up(story.profiles({ 'john.doe': profile() }))).toEqual(ALL_UP);
  });

  it('whose log-in is refused shows a NAS that is there, of which nothing is known', async () => {
    const refused = new LogInRefused({ api: 'SYNO.API.Auth', method: 'login' }, 400, 'no such account');
    expect(await up(wellKnown().poll({ error: refused }))).toEqual({ ...ALL_DOWN, nas: true });
  });

  it('that something else answers is one failure of the NAS, and none of its values count', async () => {
    expect(await up(wellKnown().poll({ error: new AnswerError('a web page') }))).toEqual({
      ...ALL_DOWN,
      nas: true,
    });
  });

  it.each([
    ['summary', 'connections'],
    ['clients', 'clients'],
    ['tasks', 'sync'],
  ] as const)(
    'in which %s is refused puts %s off-line at once, and nothing else',
    async (question, probe) => {
      const story = wellKnown().poll({ [question]: { error: refusal() } });
      expect(await up(story)).toEqual({ ...ALL_UP, [probe]: false });
    },
  );

  it.each([
    ['summary', 'connections'],
    ['clients', 'clients'],
    ['tasks', 'sync'],
  ] as const)('in which %s gets no answer puts %s off-line after three times', async (question, probe) => {
    const story = wellKnown();
    const poll = () => up(story.poll({ [question]: { error: AWAY } }));
    expect(await Promise.all([poll(), poll(), poll()])).toEqual([
      ALL_UP,
      ALL_UP,
      { ...ALL_UP, [probe]: false },
    ]);
  });

  it('in which no question gets an answer is a failure of the NAS', async () => {
    const none = { error: AWAY };
    const story = wellKnown({ offline_after: 1 }).poll({ summary: none, clients: none, tasks: none });
    expect(await up(story)).toEqual({
      ...ALL_UP,
      nas: false,
      connections: false,
      clients: false,
      sync: false,
    });
    expect((await story.told()).nas.error).toBe(AWAY);
  });

  it('keeps what it could not read this time', async () => {
    const none = { error: refusal() };
    const state = await wellKnown().poll({ summary: none, clients: none, tasks: none }).told();
    expect([state.summary, state.clients?.length, [...state.tasks.values()][0]?.now]).toEqual([
      summary(),
      1,
      task(),
    ]);
  });
});

describe('clients', () => {
  it('are those that the filters leave', async () => {
    const rows = ['anna', 'Backup', 'bert', undefined].map((user) => client({ user }));
    const users = async (nas: Readonly<Record<string, unknown>>) =>
      (await new Story(nas).poll({ clients: rows }).told()).clients?.map(({ user }) => user);
    expect(await users({ exclude_users: ['backup'] })).toEqual(['anna', 'bert', undefined]);
    expect(await users({ include_users: ['/^B/'] })).toEqual(['Backup', 'bert']);
  });

  it("are judged by the site's own rules", async () => {
    const nas = {
      allow_networks: ['192.168.0.0/16'],
      min_versions: { Desktop: '3.5.0' },
      device_stale_after: '1d',
    };
    const rows = [
      client(),
      client({ clientVersion: '3.5.1', ipAddress: '203.0.113.1' }),
      client({ ipAddress: undefined, clientVersion: undefined }),
      linked('LAPTOP', { lastSeen: NOW - 86_400 }),
      linked('OLD', { lastSeen: NOW - 86_401 }),
    ];
    const state = await new Story(nas).poll({ dialect: 'dsm', clients: rows }).told();
    expect(state.clients?.map(({ outdated, unexpected, stale }) => [outdated, unexpected, stale])).toEqual([
      [true, false, undefined],
      [false, true, undefined],
      [undefined, undefined, undefined],
      [undefined, undefined, false],
      [undefined, undefined, true],
    ]);
  });

  it('are expected from anywhere, in any version, where the site has no rules', async () => {
    const state = await new Story().poll({ clients: [client({ ipAddress: '203.0.113.1' })] }).told();
    expect(state.clients).toEqual([client({ ipAddress: '203.0.113.1' })]);
  });
});
