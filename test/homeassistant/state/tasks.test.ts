import { describe, expect, it } from 'vitest';
import { AWAY, refusal, Story, task } from '../../support/bridge.ts';

const tasksOf = async (story: Story) => [...(await story.told()).tasks.values()];
const only = async (story: Story) => {
  const [first, ...more] = await tasksOf(story);
  expect(more).toEqual([]);
  return first;
};

describe('a task', () => {
  it('is known by its user and share, and has a slug of both with a hash', async () => {
    const story = new Story().poll();
    expect(await only(story)).toMatchObject({
      user: 'john.doe',
      shareName: 'Team Projects',
      slug: 'john_doe_team_projects_5662c0f8',
      entitySlug: 'john_doe_team_projects',
      absent: 0,
      now: task(),
      stalled: false,
    });
  });

  it('keeps its slugs from poll to poll, whatever else changes', async () => {
    const story = new Story().poll();
    const { slug, entitySlug } = (await only(story)) ?? {};
    story.poll({ tasks: [task({ status: 'error', filesSynced: 9 })] }, 300);
    expect(await only(story)).toMatchObject({ slug, entitySlug, now: { status: 'error' } });
  });

  it('without a user or a share is one, too', async () => {
    const rows = [
      task({ user: undefined }),
      task({ shareName: undefined }),
      task({ user: undefined, shareName: undefined }),
    ];
    const slugs = (await tasksOf(new Story().poll({ tasks: rows }))).map(({ entitySlug }) => entitySlug);
    expect(slugs).toEqual(['team_projects', 'john_doe', 'unnamed']);
  });

  it('whose entity ids would be those of another has the hash in them', async () => {
    const rows = [
      task({ shareName: 'Team.Projects' }),
      task({ shareName: 'Team Projects' }),
      task({ user: 'john', shareName: 'doe team_projects' }),
    ];
    const story = new Story().poll({ tasks: rows });
    const ids = (await tasksOf(story)).map(({ entitySlug }) => entitySlug);
    expect(ids[0]).toBe('john_doe_team_projects');
    expect(ids[1]).toBe('john_doe_team_projects_5662c0f8');
    expect(new Set(ids).size).toBe(3);
  });

  it('keeps the ids it has when its namesake goes away', async () => {
    const rows = [task({ shareName: 'Team.Projects' }), task()];
    const story = new Story({ forget_after: '1s' }).poll({ tasks: rows }).poll({ tasks: [task()] }, 300);
    expect((await only(story))?.entitySlug).toBe('john_doe_team_projects_5662c0f8');
  });

  it.each([
    ['idle', 'syncing', 'syncing'],
    ['syncing', 'paused', 'paused'],
    ['paused', 'error', 'error'],
    ['error', 'idle', 'error'],
    ['strange', 'paused', 'strange'],
    ['strange', 'error', 'error'],
    [undefined, 'idle', undefined],
  ])('that the NAS lists twice, as %s and %s, counts once and as %s', async (one, other, expected) => {
    for (const order of [
      [one, other],
      [other, one],
    ]) {
      const story = new Story().poll({ tasks: order.map((status) => task({ status })) });
      expect((await only(story))?.now?.status).toBe(expected);
    }
  });

  it('is left out where the filters say so', async () => {
    const rows = [task(), task({ user: 'backup' }), task({ shareName: 'tmp' })];
    const shares = async (nas: Readonly<Record<string, unknown>>) =>
      (await tasksOf(new Story(nas).poll({ tasks: rows }))).map(
        ({ user, shareName }) => `${user}/${shareName}`,
      );
    expect(await shares({ exclude_users: ['backup'] })).toEqual(['john.doe/Team Projects', 'john.doe/tmp']);
    expect(await shares({ include_shares: ['/^T/'] })).toEqual([
      'john.doe/Team Projects',
      'backup/Team Projects',
    ]);
    expect(await shares({ exclude_shares: ['Team Projects'] })).toEqual(['john.doe/tmp']);
  });
});

describe('a task that the NAS does not list any more', () => {
  it('stays, gone, until forget_after', async () => {
    const story = new Story({ forget_after: '10m' }).poll();
    const { slug } = (await only(story)) ?? {};
    story.poll({ tasks: [] }, 300);
    expect(await only(story)).toEqual({
      user: 'john.doe',
      shareName: 'Team Projects',
      slug,
      entitySlug: 'john_doe_team_projects',
      absent: 300,
    });
    story.poll({ tasks: [] }, 299);
    expect((await only(story))?.absent).toBe(599);
    story.poll({ tasks: [] }, 1);
    expect(await tasksOf(story)).toEqual([]);
  });

  it('does not age while the NAS cannot be asked', async () => {
    const story = new Story({ forget_after: '10m' }).poll().poll({ tasks: [] }, 300);
    story.poll({ error: AWAY }, 3600).poll({ tasks: { error: refusal() } }, 3600);
    expect((await only(story))?.absent).toBe(300);
  });

  it('is the same when it comes back, and ages anew when it goes again', async () => {
    const story = new Story({ forget_after: '10m' }).poll().poll({ tasks: [] }, 500).poll({}, 300);
    expect(await only(story)).toMatchObject({ absent: 0, now: task() });
    story.poll({ tasks: [] }, 500);
    expect((await only(story))?.absent).toBe(500);
  });
});

describe('a stall', () => {
  it('is a task that syncs and moves nothing for stalled_after', async () => {
    const story = new Story({ stalled_after: '30m' }).poll().poll({}, 1799);
    expect((await only(story))?.stalled).toBe(false);
    story.poll({}, 1);
    expect((await only(story))?.stalled).toBe(true);
  });

  it('is over when something moves', async () => {
    const story = new Story({ stalled_after: '30m' }).poll().poll({}, 1800);
    story.poll({ tasks: [task({ bytesSynced: 1 })] }, 300);
    expect((await only(story))?.stalled).toBe(false);
  });

  it('does not happen to a task that is idle or gone', async () => {
    const story = new Story({ stalled_after: '30m' }).poll({ tasks: [task({ status: 'idle' })] });
    story.poll({ tasks: [task({ status: 'idle' })] }, 86_400);
    expect((await only(story))?.stalled).toBe(false);
    story.poll({}, 300).poll({ tasks: [] }, 300).poll({}, 86_400);
    expect((await only(story))?.stalled).toBe(false);
  });

  it('cannot be told where the NAS sends no figures', async () => {
    const bare = [task({ filesSynced: undefined, bytesSynced: undefined })];
    const story = new Story().poll({ tasks: bare }).poll({ tasks: bare }, 86_400);
    expect((await only(story))?.stalled).toBeUndefined();
  });

  it('goes on over a restart of the bridge', async () => {
    const before = new Story({ stalled_after: '30m' }).poll().poll({}, 1700);
    const after = new Story({ stalled_after: '30m' }, { tasks: (await before.told()).tasks });
    after.now = before.now;
    expect((await only(after.poll({}, 100)))?.stalled).toBe(true);
  });
});
