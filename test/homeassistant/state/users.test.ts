import { describe, expect, it } from 'vitest';
import { isTold } from '../../../homeassistant/state/nas-state.ts';
import { withoutUsers } from '../../../homeassistant/state/users.ts';
import { AWAY, client, profile, refusal, Story, task } from '../../support/bridge.ts';

const users = async (story: Story) => [...(await story.told()).users.values()];
const namesOf = async (story: Story) => (await users(story)).map(({ name }) => name);
const john = { 'john.doe': profile() };
const anna = { anna: profile({ user: 'anna' }) };

describe('a user', () => {
  it('is whoever is in a profile, with a slug that does not depend on the case of the name', async () => {
    for (const name of ['John.Doe', 'john.doe', 'JOHN.DOE'])
      expect(await users(new Story().profiles({ [name]: profile() }))).toMatchObject([
        { name, slug: 'john_doe_30f69670', entitySlug: 'john_doe' },
      ]);
  });

  it('is one, however its name is written from answer to answer', async () => {
    const story = new Story().poll({ clients: [client({ user: 'Jürgen' })], tasks: [] });
    story.profiles({ 'JU\u0308RGEN': profile({ quotaUsed: 7 }) });
    expect(await namesOf(story)).toEqual(['Jürgen']);
    expect((await users(story))[0]?.profile?.quotaUsed).toBe(7);
  });

  it('whose entity ids would be those of another has the hash in them', async () => {
    const story = new Story().profiles({ 'john.doe': profile(), john_doe: profile(), 'JOHN DOE': profile() });
    expect((await users(story)).map(({ slug, entitySlug }) => [slug, entitySlug])).toEqual([
      ['john_doe_30f69670', 'john_doe'],
      ['john_doe', expect.stringMatching(/^john_doe_/)],
      [expect.stringMatching(/^john_doe_[0-9a-f]{8}$/), expect.stringMatching(/^john_doe_[0-9a-f]{8}$/)],
    ]);
    expect(new Set((await users(story)).map(({ entitySlug }) => entitySlug)).size).toBe(3);
  });

  it('is whoever has a client or a task where the NAS has no list of its own', async () => {
    const rows = {
      clients: [client({ user: 'anna' }), client({ user: undefined })],
      tasks: [task({ user: 'bert' })],
    };
    expect(await namesOf(new Story().poll(rows))).toEqual(['anna', 'bert']);
    expect(await namesOf(new Story({ exclude_users: ['bert'] }).poll(rows))).toEqual(['anna']);
  });

  it('is not whoever has a client or a task where the NAS does have a list', async () => {
    expect(
      await namesOf(new Story().poll({ dialect: 'dsm', clients: [client({ user: 'sync-north' })] })),
    ).toEqual([]);
  });

  it('is told of once a profile was read, or could not be: a name may turn out to be nobody', async () => {
    const told = async (story: Story) => {
      const state = await story.told();
      return [...state.users.values()].map((user) => isTold(user, state));
    };
    expect(await told(new Story().poll())).toEqual([false]);
    expect(await told(new Story().poll().profiles(john))).toEqual([true]);
    expect(await told(new Story().poll().profiles({ 'john.doe': { error: refusal() } }))).toEqual([true]);
    expect(await told(new Story().poll().profiles({ error: AWAY }))).toEqual([true]);
  });

  it('keeps its last profile when it cannot be read, and says why', async () => {
    const story = new Story().profiles(john).profiles({ 'john.doe': { error: refusal() } });
    expect((await users(story))[0]).toMatchObject({
      profile: profile(),
      unread: {
        message: 'SYNO.SynologyDrive.Connections List answered 105: the account may not do this',
        remedy: 'Give the account the right to it',
      },
    });
    expect((await users(story.profiles(john)))[0]?.unread).toBeUndefined();
  });

  it('keeps it no longer than a NAS stays on-line that does not answer, while others can be read', async () => {
    const story = new Story({ offline_after: 3 }).poll().profiles({ ...john, ...anna });
    const quota = async () => {
      const { 'user/john_doe_30f69670': john, 'availability/profiles': health } = await story.published();
      return [(john as { quota_used?: number }).quota_used, health];
    };
    const fail = () => story.profiles({ ...anna, 'john.doe': { error: refusal(117) } });
    expect(await quota()).toEqual([profile().quotaUsed, 'online']);
    fail();
    fail();
    expect(await quota()).toEqual([profile().quotaUsed, 'online']);
    fail();
    expect(await quota()).toEqual([null, 'online']);
    expect((await story.published())['user/john_doe_30f69670']).toMatchObject({
      last_sync: null,
      problem: true,
      remedy: expect.stringContaining('cannot be read'),
    });
    story.profiles({ ...john, ...anna });
    fail();
    expect(await quota()).toEqual([profile().quotaUsed, 'online']);
  });
});

describe('a user who is not among the names any more', () => {
  it('stays until forget_after', async () => {
    const story = new Story({ forget_after: '1h' }).profiles({ ...john, ...anna });
    story.profiles(anna, {}, 3599);
    expect((await users(story)).map(({ name, absent }) => [name, absent])).toEqual([
      ['john.doe', 3599],
      ['anna', 0],
    ]);
    story.profiles(anna, {}, 1);
    expect(await namesOf(story)).toEqual(['anna']);
  });

  it('does not age while a list is missing, or no round succeeds', async () => {
    const story = new Story({ forget_after: '1h' }).profiles({ ...john, ...anna });
    story.profiles(anna, { incomplete: refusal() }, 7200).profiles({ error: AWAY }, {}, 7200);
    expect((await users(story)).map(({ absent }) => absent)).toEqual([0, 0]);
  });

  it('is as new when it is named again', async () => {
    const story = new Story({ forget_after: '1h' }).profiles({ ...john, ...anna }).profiles(anna, {}, 3000);
    story.profiles({ ...john, ...anna }, {}, 300);
    expect((await users(story)).map(({ absent }) => absent)).toEqual([0, 0]);
  });

  it('keeps the place and the ids it has when it comes back', async () => {
    const story = new Story().profiles({ ...john, ...anna });
    const before = (await users(story)).map(({ slug }) => slug);
    story.profiles(anna, {}, 300).profiles({ ...anna, ...john }, {}, 300);
    expect((await users(story)).map(({ slug }) => slug)).toEqual(before);
  });

  it('is forgotten at once when the NAS says that there is no such user', async () => {
    const story = new Story().profiles({ ...john, ...anna });
    expect(await namesOf(story.profiles(anna, { gone: ['JOHN.DOE'] }, 1800))).toEqual(['anna']);
  });
});

describe('a stranger: a name in a list of whom the NAS says that there is no such user', () => {
  it('is not made a user again by each poll', async () => {
    const story = new Story().poll();
    story.profiles({}, { names: ['john.doe'], gone: ['john.doe'] });
    expect(await namesOf(story)).toEqual([]);
    expect([...(await story.told()).strangers]).toEqual(['john.doe']);
    expect(await namesOf(story.poll({ clients: [client({ user: 'JOHN.doe' })] }, 300))).toEqual([]);
  });

  it('is a user again when a profile says so', async () => {
    const story = new Story().poll().profiles({}, { gone: ['john.doe'] });
    story.profiles(john, {}, 1800);
    expect([await namesOf(story), (await story.told()).strangers.size]).toEqual([['john.doe'], 0]);
  });

  it('is one as well when a profile is asked for between two rounds', async () => {
    const story = new Story().poll();
    story.change((before) => withoutUsers(before, ['John.Doe']));
    expect(await namesOf(story.poll({}, 300))).toEqual([]);
  });
});

describe('the probe of profiles', () => {
  const health = async (story: Story) => (await story.told()).probes.profiles;

  it('is well when anybody could be read', async () => {
    const story = new Story().profiles({ ...anna, 'john.doe': { error: refusal() } });
    expect(await health(story)).toEqual({ up: true, failures: 0 });
  });

  it('is well when there is nobody', async () => {
    expect((await health(new Story().profiles({}))).up).toBe(true);
  });

  it('is off-line at once when everybody was refused', async () => {
    const story = new Story().profiles(john).profiles({ 'john.doe': { error: refusal() } });
    expect(await health(story)).toMatchObject({ up: false, failures: 1 });
  });

  it('is off-line after some rounds in which nobody was reached', async () => {
    const story = new Story({ offline_after: 2 }).profiles(john);
    expect((await health(story.profiles({ error: AWAY }))).up).toBe(true);
    expect((await health(story.profiles({ error: AWAY }))).up).toBe(false);
  });

  it('says that the list of users was read only when none of its lists was missing', async () => {
    const story = new Story().profiles(john, { incomplete: refusal() });
    expect((await story.told()).usersRead).toBe(false);
    expect((await story.profiles(john).told()).usersRead).toBe(true);
  });

  it("remembers the package's version when the NAS does not tell it once", async () => {
    const story = new Story().profiles(john, { packageVersion: '4.0.2' }).profiles(john);
    expect((await story.told()).packageVersion).toBe('4.0.2');
  });
});
