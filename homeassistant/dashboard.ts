import { bridgeDevice } from './discovery/bridge-device.ts';
import type { DeviceSpec } from './discovery/device.ts';
import { nasDevice } from './discovery/nas-device.ts';
import { usersWithDevice } from './discovery/nas-devices.ts';
import { taskDevice, taskWords } from './discovery/task-device.ts';
import { userDevice, userWords } from './discovery/user-device.ts';
import { shownName } from './shown-name.ts';
import type { Names } from './topics.ts';
import type { Surveyed } from './verbs/survey.ts';

type Card = Readonly<Record<string, unknown>>;

/** The id that Home Assistant gives an entity; undefined where this device has none of the kind. */
function entityIn({ entities, entityPrefix }: DeviceSpec, key: string): string | undefined {
  const entity = entities.find((one) => one.key === key);
  return entity && `${entity.platform}.${entityPrefix}_${key}`;
}

const present = <T>(items: readonly (T | undefined)[]): T[] =>
  items.filter((item): item is T & {} => item !== undefined);

const heading = (text: string, icon: string, badges: readonly (string | undefined)[] = []): Card => ({
  type: 'heading',
  heading: text,
  icon,
  badges: present(badges).map((entity) => ({ type: 'entity', entity })),
});

/** A card for an entity that a device may not have. */
const tile = (entity: string | undefined, more: Card = {}): Card | undefined =>
  entity === undefined ? undefined : { type: 'tile', entity, ...more };

const section = (cards: readonly (Card | undefined)[], more: Card = {}): Card => ({
  type: 'grid',
  cards: present(cards),
  ...more,
});

interface Devices {
  readonly name: string;
  readonly nas: DeviceSpec;
  readonly tasks: readonly { readonly title: string; readonly spec: DeviceSpec }[];
  readonly users: readonly { readonly title: string; readonly spec: DeviceSpec }[];
}

function devicesOf(names: Names, { settings, state }: Surveyed): Devices {
  return {
    name: shownName(settings.name),
    nas: nasDevice(names, settings, state),
    tasks: [...state.tasks.values()]
      .map(taskWords)
      .map((words) => ({ title: words.title, spec: taskDevice(names, settings, words) })),
    users: usersWithDevice(settings, state)
      .map(userWords)
      .map((words) => ({ title: words.title, spec: userDevice(names, settings, state, words) }))
      .sort((a, b) => a.title.localeCompare(b.title, 'en')),
  };
}

/** What is wrong comes first; where nothing is, only the tiles that say so are there. */
function problemSection(all: readonly Devices[], bridge: DeviceSpec): Card {
  const named = all.flatMap(({ tasks, users }) => [...tasks, ...users]);
  const entities = named.flatMap(({ title, spec }) => {
    const entity = entityIn(spec, 'problem');
    return entity === undefined ? [] : [{ entity, name: title }];
  });
  const isProblem = { condition: 'state', state: 'on' };
  const tiles = all.flatMap(({ name, nas }) => [
    tile(entityIn(nas, 'connected'), { name, color: 'green', grid_options: { columns: 12 } }),
    tile(entityIn(nas, 'problem'), {
      name: `Problem of ${name}`,
      color: 'red',
      grid_options: { columns: 12 },
      visibility: [{ condition: 'state', entity: entityIn(nas, 'problem'), state: 'on' }],
    }),
  ]);
  const list: Card = {
    type: 'entity-filter',
    entities,
    conditions: [isProblem],
    show_empty: false,
    card: { type: 'entities', title: 'Needs attention', state_color: true },
    grid_options: { columns: 'full' },
  };
  return section([
    heading('Problems', 'mdi:alert-circle-outline', [entityIn(bridge, 'connected')]),
    ...tiles,
    ...(entities.length > 0 ? [list] : []),
  ]);
}

/** Connections by kind; names are short enough for a tile of half a column, and the heading says the rest. */
const CONNECTIONS = {
  total: 'Connections',
  desktop: 'Desktop',
  mobile: 'Mobile',
  web: 'Web',
  sharesync: 'ShareSync',
} as const;

/** Devices that are not connected. */
const AWAY = { linked: 'Off-line', stale: 'Long off-line' } as const;

function connectionSection({ name, nas }: Devices): Card {
  const named = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).flatMap(([key, short]) => {
      const entity = entityIn(nas, key);
      return entity === undefined ? [] : [{ entity, name: short }];
    });
  const connections = named(CONNECTIONS);
  return section([
    heading(`${name}: connections`, 'mdi:lan-connect', [entityIn(nas, 'refresh')]),
    ...[...connections, ...named(AWAY)].map((counted) => ({ type: 'tile', ...counted })),
    {
      type: 'history-graph',
      title: 'Connections in the last day',
      hours_to_show: 24,
      entities: connections,
      grid_options: { columns: 'full' },
    },
  ]);
}

const STATUS_TILE = { color: 'primary', state_content: ['state', 'last_changed'] };

function taskSection({ name, nas, tasks }: Devices): Card | undefined {
  if (tasks.length === 0) return undefined;
  return section([
    heading(`${name}: ShareSync tasks`, 'mdi:folder-sync-outline', [entityIn(nas, 'tasks')]),
    ...tasks.map(({ title, spec }) =>
      tile(entityIn(spec, 'status'), { name: title, ...STATUS_TILE, grid_options: { columns: 12 } }),
    ),
  ]);
}

/** A gauge where there is a quota; where there is none, how much is used. */
function userCards({ title, spec }: Devices['users'][number]): (Card | undefined)[] {
  const percent = entityIn(spec, 'quota_percent');
  if (percent === undefined) return [];
  const gauge: Card = {
    type: 'gauge',
    entity: percent,
    name: title,
    min: 0,
    max: 100,
    severity: { green: 0, yellow: 80, red: 90 },
    grid_options: { columns: 6, rows: 'auto' },
    visibility: [{ condition: 'numeric_state', entity: percent, above: -1 }],
  };
  const unlimited = tile(entityIn(spec, 'quota_used'), {
    name: title,
    grid_options: { columns: 6 },
    visibility: [{ condition: 'state', entity: percent, state: 'unknown' }],
  });
  return [gauge, unlimited];
}

function userSection({ name, users }: Devices): Card | undefined {
  if (users.length === 0) return undefined;
  return section([heading(`${name}: quotas`, 'mdi:gauge'), ...users.flatMap(userCards)]);
}

/** A dashboard of exactly these NASes with their tasks and users, of core cards only. */
export function dashboardOf(names: Names, surveyed: readonly Surveyed[]): object {
  const all = surveyed.map((one) => devicesOf(names, one));
  const sections = [
    problemSection(all, bridgeDevice(names)),
    ...all.flatMap((devices) =>
      present([connectionSection(devices), taskSection(devices), userSection(devices)]),
    ),
  ];
  return {
    title: 'Synology Drive',
    views: [
      {
        title: 'Synology Drive',
        path: 'synology-drive',
        icon: 'mdi:nas',
        type: 'sections',
        max_columns: 4,
        dense_section_placement: true,
        sections,
      },
    ],
  };
}
