import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forgetOthers, topicsOf } from '../../../homeassistant/state/others.ts';
import {
  forgetRoster,
  type Roster,
  readRoster,
  rememberedNases,
  rosterText,
  writeRoster,
} from '../../../homeassistant/state/roster.ts';
import { RosterFile } from '../../../homeassistant/state/roster-file.ts';
import { StateFolder } from '../../../src/dsm/state-folder.ts';
import { client, NAMES, NOW, profile, refusal, Story, task } from '../../support/bridge.ts';
import { HOSTILE_NAMES } from '../../support/bridge-names.ts';
import { type Folder, makeFolder } from '../../support/executable.ts';

let temporary: Folder;
let folder: StateFolder;

beforeEach(() => {
  temporary = makeFolder();
  folder = StateFolder.open(join(temporary.path, 'state'));
});

afterEach(() => temporary.remove());

const rosterOf = async (story: Story): Promise<Roster> => ({ ...(await story.told()), hasClients: false });
const keep = async (story: Story, nas = 'office') =>
  writeRoster(folder, nas, rosterText(await rosterOf(story)));

describe('a roster', () => {
  it('of a NAS of which nothing is remembered is empty', async () => {
    expect(readRoster(folder, 'office')).toEqual({
      dialect: undefined,
      packageVersion: undefined,
      users: new Map(),
      tasks: new Map(),
      hasClients: true,
    });
  });

  it('brings users and tasks back with their ids, their absence and how far they were', async () => {
    const story = new Story().poll({ dialect: 'documented' });
    story.profiles({ 'john.doe': profile() }, { packageVersion: '4.0.2' }).profiles({}, {}, 1800);
    await keep(story);
    const { users, tasks, ...rest } = readRoster(folder, 'office');
    expect(rest).toEqual({ dialect: 'documented', packageVersion: '4.0.2', hasClients: false });
    expect([...users]).toEqual([
      [
        'john.doe',
        {
          name: 'john.doe',
          slug: 'john_doe_30f69670',
          entitySlug: 'john_doe',
          absent: 1800,
          isConfirmed: true,
          misses: 0,
        },
      ],
    ]);
    expect([...tasks]).toEqual([
      [
        'john.doe\0Team Projects',
        {
          slug: 'john_doe_team_projects_5662c0f8',
          entitySlug: 'john_doe_team_projects',
          absent: 0,
          user: 'john.doe',
          shareName: 'Team Projects',
          progress: { files: 150, bytes: 104_857_600, since: NOW },
        },
      ],
    ]);
  });

  it('keeps nothing of what was read: it would be old', async () => {
    await keep(new Story().poll().profiles({ 'john.doe': profile() }));
    const text = folder.read('nas-office.json') ?? '';
    expect(text).not.toMatch(/107374182400|192\.168|syncing/);
  });

  it('leaves out names that may turn out to be nobody', async () => {
    await keep(
      new Story()
        .poll({ clients: [client({ user: 'anna' })], tasks: [] })
        .profiles({ anna: { error: refusal() } }),
    );
    expect(readRoster(folder, 'office').users.size).toBe(0);
  });

  it('keeps the order in which users were first seen: who becomes a device depends on it', async () => {
    const names = ['zoe', 'anna', '7', 'mia', '42'];
    await keep(new Story().profiles(Object.fromEntries(names.map((user) => [user, profile({ user })]))));
    const story = new Story().profiles({ zoe: profile() });
    for (const user of names.slice(1)) story.profiles({ [user]: profile({ user }) });
    await keep(story);
    expect([...readRoster(folder, 'office').users.values()].map(({ name }) => name)).toEqual(names);
  });

  it('brings hostile names back as they were', async () => {
    const story = new Story().poll({
      clients: [],
      tasks: HOSTILE_NAMES.map((shareName) => task({ user: undefined, shareName })),
    });
    for (const user of HOSTILE_NAMES) story.profiles({ [user]: profile({ user }) });
    await keep(story);
    const back = readRoster(folder, 'office');
    expect([...back.users.keys()].sort()).toEqual([...(await story.told()).users.keys()].sort());
    expect([...back.tasks.keys()].sort()).toEqual([...(await story.told()).tasks.keys()].sort());
  });

  /** Remembers a house, and damages the file. */
  async function damaged(damage: (text: string) => string): Promise<Roster> {
    await keep(new Story().poll({ dialect: 'dsm' }).profiles({ 'john.doe': profile() }));
    const text = folder.read('nas-office.json') ?? '';
    const changed = damage(text);
    expect(changed).not.toBe(text);
    folder.write('nas-office.json', changed);
    return readRoster(folder, 'office');
  }

  it.each([
    ['no JSON', () => '{'],
    ['null', () => 'null'],
    ['a list', () => '[]'],
    ['a text', () => '"x"'],
    ['users that are a number', () => '{"users":7,"tasks":true}'],
    ['rows that are none', () => '{"users":[7,null,[],["a"],["a",null]],"tasks":{"a":7,"b":null}}'],
    ['no slugs', (text: string) => text.replaceAll('"slug":', '"snail":')],
    ['slugs with a slash', (text: string) => text.replaceAll('"slug":"', '"slug":"a/')],
    ['slugs with a wildcard', (text: string) => text.replaceAll('"slug":"', '"slug":"#')],
    ['slugs that are numbers', (text: string) => text.replace(/"slug":"[^"]*"/g, '"slug":7')],
  ])('that is damaged (%s) counts as empty', async (_, damage) => {
    const { users, tasks } = await damaged(damage);
    expect([users.size, tasks.size]).toEqual([0, 0]);
  });

  it('of which a part makes no sense keeps the rest', async () => {
    const absent = await damaged((text) => text.replaceAll('"absent":0', '"absent":"soon"'));
    expect(absent.users.get('john.doe')?.absent).toBe(0);
    const dialect = await damaged((text) => text.replace('"dsm"', '"klingon"'));
    expect([dialect.users.size, dialect.dialect]).toEqual([1, undefined]);
    const progress = await damaged((text) => text.replace(/"since":\d+/, '"since":null'));
    expect([...progress.tasks.values()].map((one) => one.progress)).toEqual([undefined]);
  });

  it('of another NAS is another', async () => {
    await keep(new Story().profiles({ anna: profile() }), 'home');
    expect(readRoster(folder, 'office').users.size).toBe(0);
    expect(rememberedNases(folder)).toEqual(['home']);
    forgetRoster(folder, 'home');
    expect(rememberedNases(folder)).toEqual([]);
  });
});

describe('a NAS that is not configured any more', () => {
  it('is forgotten, and every topic it had is named', async () => {
    await keep(new Story().poll().profiles({ 'john.doe': profile() }), 'home');
    await keep(new Story().poll(), 'office');
    expect(forgetOthers(NAMES, folder, ['office']).sort()).toEqual(
      [
        'availability',
        'availability/clients',
        'availability/connections',
        'availability/profiles',
        'availability/sync',
        'clients',
        'connections',
        'problem',
        'sync',
        'sync/john_doe_team_projects_5662c0f8',
        'user/john_doe_30f69670',
      ].map((topic) => `synology_drive/home/${topic}`),
    );
    expect(rememberedNases(folder)).toEqual(['office']);
    expect(forgetOthers(NAMES, folder, ['office'])).toEqual([]);
  });

  it('had its lists, even where nobody is remembered', async () => {
    expect(topicsOf(NAMES, folder, 'home')).toHaveLength(9);
  });

  it('is not one of whose file the name is none', async () => {
    writeFileSync(join(folder.path, 'nas-../x.json'.replace('/', '_')), '{}', { mode: 0o600 });
    expect(rememberedNases(folder)).toEqual([]);
  });
});

describe('a folder in the place of a roster', () => {
  it('is left where it is, and stops nothing', () => {
    mkdirSync(join(folder.path, 'nas-home.json'));
    expect(forgetOthers(NAMES, folder, ['office'])).toHaveLength(9);
    expect(existsSync(join(folder.path, 'nas-home.json'))).toBe(true);
  });
});

describe("a roster's file", () => {
  const clockAt = (now: number) => ({
    at: now,
    now() {
      return this.at;
    },
  });
  const story = () => new Story().poll().profiles({ 'john.doe': profile() });

  it('is written at once when somebody came or went, else once a minute', async () => {
    const clock = clockAt(NOW);
    const file = new RosterFile(folder, 'office', clock, () => undefined);
    const first = story();
    file.save(await rosterOf(first));
    expect(file.read().users.size).toBe(1);
    first.poll({ tasks: [task({ filesSynced: 151 })] }, 30);
    clock.at += 30;
    file.save(await rosterOf(first));
    expect([...file.read().tasks.values()][0]?.progress?.files).toBe(150);
    clock.at += 30;
    file.save(await rosterOf(first));
    expect([...file.read().tasks.values()][0]?.progress?.files).toBe(151);
    first.poll({ tasks: [task(), task({ user: 'anna' })] }, 1);
    file.save(await rosterOf(first));
    expect(file.read().tasks.size).toBe(2);
  });

  it('is written at once when a user is confirmed', async () => {
    const file = new RosterFile(folder, 'office', clockAt(NOW), () => undefined);
    const first = new Story().poll();
    file.save(await rosterOf(first));
    file.save(await rosterOf(first.profiles({ 'john.doe': profile() })));
    expect(file.read().users.size).toBe(1);
  });

  it('gets what is left when the bridge ends', async () => {
    const file = new RosterFile(folder, 'office', clockAt(NOW), () => undefined);
    const first = story();
    file.save(await rosterOf(first));
    file.save(await rosterOf(first.poll({ tasks: [task({ filesSynced: 151 })] }, 1)));
    file.flush();
    expect([...file.read().tasks.values()][0]?.progress?.files).toBe(151);
  });

  it('is not touched when nothing was known', async () => {
    new RosterFile(folder, 'office', clockAt(NOW), () => undefined).flush();
    expect(existsSync(join(folder.path, 'nas-office.json'))).toBe(false);
  });

  it('that cannot be written is complained of, and the bridge goes on', async () => {
    const troubles: unknown[] = [];
    const file = new RosterFile(folder, 'office', clockAt(NOW), (error) => troubles.push(error));
    temporary.remove();
    file.save(await rosterOf(story()));
    expect(String(troubles[0])).toContain('there is no such folder');
    folder = StateFolder.open(folder.path);
    file.save(await rosterOf(story().profiles({ anna: profile({ user: 'anna' }) })));
    expect(troubles.slice(1)).toEqual([undefined]);
  });
});
