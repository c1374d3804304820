import { describe, expect, it } from 'vitest';
import { isTold } from '../../../homeassistant/state/nas-state.ts';
import { withoutUsers } from '../../../homeassistant/state/users.ts';
import { AWAY, client, profile, refusal, Story, task } from '../../support/bridge.ts';

const users = ({ state }: Story) => [...state.users.values()];
const namesOf = (story: Story) => users(story).map(({ name }) => name);
const john = { 'john.doe': profile() };
const anna = { anna: profile({ user: 'anna' }) };

describe('a user', () => {
  it('is whoever is in a profile, with a slug that does not depend on the case of the name', () => {
    const slugs = ['John.Doe', 'john.doe', 'JOHN.DOE'].map((name) => {
      const [user] = users(new Story().profiles({ [name]: profile() }));
      return [user?.name, user?.slug, user?.entitySlug];
    });
    expect(slugs).toEqual([
      ['John.Doe', 'john_doe_30f69670', 'john_doe'],
      ['john.doe', 'john_doe_30f69670', 'john_doe'],
      ['JOHN.DOE', 'john_doe_30f69670', 'john_doe'],
    ]);
  });

  it('is one, however its name is written from answer to answer', () => {
    const story = new Story().poll({ clients: [client({ user: 'Jürgen' })], tasks: [] });
    story.profiles({ 'JU\u0308RGEN': profile({ quotaUsed: 7 }) });
    expect(namesOf(story)).toEqual(['Jürgen']);
    expect(users(story)[0]?.profile?.quotaUsed).toBe(7);
  });

  it('whose entity ids would be those of another has the hash in them', () => {
    const story = new Story().profiles({ 'john.doe': profile(), john_doe: profile(), 'JOHN DOE': profile() });
    expect(users(story).map(({ slug, entitySlug }) => [slug, entitySlug])).toEqual([
      ['john_doe_30f69670', 'john_doe'],
      ['john_doe', expect.stringMatching(/^john_doe_/)],
      [expect.stringMatching(/^john_doe_[0-9a-f]{8}$/), expect.stringMatching(/^john_doe_[0-9a-f]{8}$/)],
    ]);
    expect(new Set(users(story).map(({ entitySlug }) => entitySlug)).size).toBe(3);
  });

  it('is whoever has a client or a task where the NAS has no list of its own', () => {
    const rows = {
      clients: [client({ user: 'anna' }), client({ user: undefined })],
      tasks: [task({ user: 'bert' })],
    };
    expect(namesOf(new Story().poll(rows))).toEqual(['anna', 'bert']);
    expect(namesOf(new Story({ exclude_users: ['bert'] }).poll(rows))).toEqual(['anna']);
  });

  it('is not whoever has a client or a task where the NAS does have a list', () => {
    expect(namesOf(new Story().poll({ dialect: 'dsm', clients: [client({ user: 'sync-north' })] }))).toEqual(
      [],
    );
  });

  it('is told of once a profile was read, or could not be: a name may turn out to be nobody', () => {
    const told = (story: Story) => users(story).map((user) => isTold(user, story.state));
    expect(told(new Story().poll())).toEqual([false]);
    expect(told(new Story().poll().profiles(john))).toEqual([true]);
    expect(told(new Story().poll().profiles({ 'john.doe': { error: refusal() } }))).toEqual([true]);
    expect(told(new Story().poll().profiles({ error: AWAY }))).toEqual([true]);
  });

  it('keeps its last profile when it cannot be read, and says why', () => {
    const story = new Story().profiles(john).profiles({ 'john.doe': { error: refusal() } });
    expect(users(story)[0]).toMatchObject({
      profile: profile(),
      unread: {
        message: 'SYNO.SynologyDrive.Connections List answered 105: the account may not do this',
        remedy: 'Give the account the right to it',
      },
    });
    expect(users(story.profiles(john))[0]?.unread).toBeUndefined();
  });
});

describe('a user who is not among the names any more', () => {
  it('stays until forget_after', () => {
    const story = new Story({ forget_after: '1h' }).profiles({ ...john, ...anna });
    story.profiles(anna, {}, 3599);
    expect(users(story).map(({ name, absent }) => [name, absent])).toEqual([
      ['john.doe', 3599],
      ['anna', 0],
    ]);
    story.profiles(anna, {}, 1);
    expect(namesOf(story)).toEqual(['anna']);
  });

  it('does not age while a list is missing, or no round succeeds', () => {
    const story = new Story({ forget_after: '1h' }).profiles({ ...john, ...anna });
    story.profiles(anna, { incomplete: refusal() }, 7200).profiles({ error: AWAY }, {}, 7200);
    expect(users(story).map(({ absent }) => absent)).toEqual([0, 0]);
  });

  it('is as new when it is named again', () => {
    const story = new Story({ forget_after: '1h' }).profiles({ ...john, ...anna }).profiles(anna, {}, 3000);
    story.profiles({ ...john, ...anna }, {}, 300);
    expect(users(story).map(({ absent }) => absent)).toEqual([0, 0]);
  });

  it('keeps the place and the ids it has when it comes back', () => {
    const story = new Story().profiles({ ...john, ...anna });
    const before = users(story).map(({ slug }) => slug);
    story.profiles(anna, {}, 300).profiles({ ...anna, ...john }, {}, 300);
    expect(users(story).map(({ slug }) => slug)).toEqual(before);
  });

  it('is forgotten at once when the NAS says that there is no such user', () => {
    const story = new Story().profiles({ ...john, ...anna });
    expect(namesOf(story.profiles(anna, { gone: ['JOHN.DOE'] }, 1800))).toEqual(['anna']);
  });

  it('is forgotten at once when the configuration leaves it out: nobody wants to hear of it', () => {
    const before = new Story().profiles({ ...john, ...anna }).state;
    const story = new Story({ exclude_users: ['john.doe'] }, { users: before.users }).poll().profiles(anna);
    expect(namesOf(story)).toEqual(['anna']);
  });
});

describe('a stranger: a name in a list of whom the NAS says that there is no such user', () => {
  it('is not made a user again by each poll', () => {
    const story = new Story().poll();
    story.profiles({}, { names: ['john.doe'], gone: ['john.doe'] });
    expect(namesOf(story)).toEqual([]);
    expect([...story.state.strangers]).toEqual(['john.doe']);
    expect(namesOf(story.poll({ clients: [client({ user: 'JOHN.doe' })] }, 300))).toEqual([]);
  });

  it('is a user again when a profile says so', () => {
    const story = new Story().poll().profiles({}, { gone: ['john.doe'] });
    story.profiles(john, {}, 1800);
    expect([namesOf(story), story.state.strangers.size]).toEqual([['john.doe'], 0]);
  });

  it('is one as well when a profile is asked for between two rounds', () => {
    const story = new Story().poll();
    story.state = withoutUsers(story.state, ['John.Doe']);
    expect(namesOf(story.poll({}, 300))).toEqual([]);
  });
});

describe('the probe of profiles', () => {
  const health = ({ state }: Story) => state.probes.profiles;

  it('is well when anybody could be read', () => {
    const story = new Story().profiles({ ...anna, 'john.doe': { error: refusal() } });
    expect(health(story)).toEqual({ up: true, failures: 0 });
  });

  it('is well when there is nobody', () => {
    expect(health(new Story().profiles({})).up).toBe(true);
  });

  it('is off-line at once when everybody was refused', () => {
    const story = new Story().profiles(john).profiles({ 'john.doe': { error: refusal() } });
    expect(health(story)).toMatchObject({ up: false, failures: 1 });
  });

  it('is off-line after some rounds in which nobody was reached', () => {
    const story = new Story({ offline_after: 2 }).profiles(john);
    expect(health(story.profiles({ error: AWAY })).up).toBe(true);
    expect(health(story.profiles({ error: AWAY })).up).toBe(false);
  });

  it('says that the list of users was read only when none of its lists was missing', () => {
    const story = new Story().profiles(john, { incomplete: refusal() });
    expect(story.state.usersRead).toBe(false);
    expect(story.profiles(john).state.usersRead).toBe(true);
  });

  it("remembers the package's version when the NAS does not tell it once", () => {
    const story = new Story().profiles(john, { packageVersion: '4.0.2' }).profiles(john);
    expect(story.state.packageVersion).toBe('4.0.2');
  });
});
