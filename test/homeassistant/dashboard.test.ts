import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { dashboardOf } from '../../homeassistant/dashboard.ts';
import { client, linked, NAMES, NOW, profile, Story, task } from '../support/bridge.ts';
import { documentsOf } from '../support/bridge-entities.ts';
import { HOSTILE_NAMES } from '../support/bridge-names.ts';

const ENTITY = /^(?:binary_)?(?:sensor|button|event)\.[a-z0-9_]+$/;

/** Every text in a dashboard that is an entity's id. */
function entitiesIn(value: unknown): string[] {
  if (typeof value === 'string') return ENTITY.test(value) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(entitiesIn);
}

/** The types of all cards. */
function typesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type } = value as { type?: unknown };
  return [...(typeof type === 'string' ? [type] : []), ...Object.values(value).flatMap(typesIn)];
}

const surveyed = async (story: Story) => ({ settings: story.settings, state: await story.told() });
const dashboard = async (...stories: Story[]) => dashboardOf(NAMES, await Promise.all(stories.map(surveyed)));

async function known(...stories: Story[]): Promise<ReadonlySet<string>> {
  const documents = await Promise.all(stories.map(documentsOf));
  const components = documents.flatMap((all) =>
    [...all.values()].flatMap((one) => Object.values(one.components)),
  );
  return new Set(components.map(({ default_entity_id }) => default_entity_id));
}

function house(names: readonly string[], dialect: 'documented' | 'dsm', keys = {}): Story {
  const story = new Story(keys).poll({
    dialect,
    clients: [client(), linked('LAPTOP', { lastSeen: NOW })],
    tasks: names.map((shareName) => task({ shareName })),
  });
  for (const user of names) story.profiles({ [user]: profile({ user }) });
  return story;
}

describe('a dashboard', () => {
  it.each(['documented', 'dsm'] as const)(
    'has only entities that discovery announces (%s)',
    async (dialect) => {
      const story = house(HOSTILE_NAMES, dialect);
      const shown = entitiesIn(await dashboard(story));
      const announced = await known(story);
      expect(shown.length).toBeGreaterThan(HOSTILE_NAMES.length * 4);
      expect(shown.filter((entity) => !announced.has(entity))).toEqual([]);
    },
  );

  it('has a place for each NAS, task and user', async () => {
    const shown = entitiesIn(
      await dashboard(house(['anna'], 'documented'), house(['bert'], 'dsm', { id: 'home' })),
    );
    expect(new Set(shown)).toEqual(
      new Set([
        'binary_sensor.synology_drive_bridge_connected',
        ...['connected', 'problem'].flatMap((key) => [
          `binary_sensor.synology_drive_office_${key}`,
          `binary_sensor.synology_drive_home_${key}`,
        ]),
        ...['refresh'].flatMap((key) => [
          `button.synology_drive_office_${key}`,
          `button.synology_drive_home_${key}`,
        ]),
        ...['total', 'desktop', 'mobile', 'tasks'].flatMap((key) => [
          `sensor.synology_drive_office_${key}`,
          `sensor.synology_drive_home_${key}`,
        ]),
        'sensor.synology_drive_office_web',
        ...['sharesync', 'linked', 'stale'].map((key) => `sensor.synology_drive_home_${key}`),
        ...['status'].map((key) => `sensor.synology_drive_office_sync_john_doe_anna_${key}`),
        ...['status'].map((key) => `sensor.synology_drive_home_sync_john_doe_bert_${key}`),
        'binary_sensor.synology_drive_office_sync_john_doe_anna_problem',
        'binary_sensor.synology_drive_home_sync_john_doe_bert_problem',
        ...['quota_percent', 'quota_used'].flatMap((key) => [
          `sensor.synology_drive_office_user_anna_${key}`,
          `sensor.synology_drive_home_user_bert_${key}`,
        ]),
        'binary_sensor.synology_drive_office_user_anna_problem',
        'binary_sensor.synology_drive_home_user_bert_problem',
      ]),
    );
  });

  it('names what it counts in a word or two, which half a column holds', async () => {
    const { views } = (await dashboard(house(['anna'], 'dsm'))) as {
      views: { sections: { cards: { type: string; name?: string }[] }[] }[];
    };
    const [, connections] = views[0]?.sections ?? [];
    const tiles = (connections?.cards ?? []).filter(({ type }) => type === 'tile');
    expect(tiles.map(({ name }) => name)).toEqual([
      'Connections',
      'Desktop',
      'Mobile',
      'ShareSync',
      'Off-line',
      'Long off-line',
    ]);
  });

  it('has core cards only, in sections', async () => {
    const shown = (await dashboard(house(['anna'], 'dsm'))) as { views: { type: string }[] };
    expect(shown.views.map(({ type }) => type)).toEqual(['sections']);
    const core = [
      'sections',
      'grid',
      'heading',
      'entity',
      'tile',
      'entity-filter',
      'entities',
      'history-graph',
      'gauge',
    ];
    expect(typesIn(shown).filter((type) => !core.includes(type))).toEqual([]);
  });

  it('has nothing of users that are no devices', async () => {
    const story = house(['anna', 'bert'], 'documented', { user_devices: 1 });
    const users = entitiesIn(await dashboard(story)).filter((entity) => entity.includes('_user_'));
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((entity) => !entity.includes('_user_anna_'))).toEqual([]);
  });

  it('has no sections for what is not there', async () => {
    const { views } = (await dashboard(new Story().poll({ clients: [], tasks: [] }))) as {
      views: { sections: { cards: { heading?: string }[] }[] }[];
    };
    expect(views[0]?.sections.map(({ cards }) => cards[0]?.heading)).toEqual([
      'Problems',
      'Office NAS: connections',
    ]);
    expect(JSON.stringify(views)).not.toContain('entity-filter');
  });

  it('of a NAS that was never reached is one all the same', async () => {
    const story = new Story();
    const shown = entitiesIn(await dashboard(story));
    expect(shown).toContain('binary_sensor.synology_drive_office_connected');
  });

  it('is the same after it was written and read as YAML, whatever the names', async () => {
    const shown = await dashboard(house(HOSTILE_NAMES.slice(0, 12), 'documented'));
    const text = stringify(shown, { lineWidth: 0, aliasDuplicateObjects: false });
    expect(parse(text)).toEqual(JSON.parse(JSON.stringify(shown)));
  });
});
