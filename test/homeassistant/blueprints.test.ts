import { describe, expect, it } from 'vitest';
import { EVENT_TYPES, eventsBetween } from '../../homeassistant/publish/event.ts';
import { SYNC_STATUSES } from '../../src/probes/sync.ts';
import { BLUEPRINTS, type Node } from './blueprints.ts';
import { attributesOf, knownEntities } from './known-entities.ts';

const ENTITIES = knownEntities();
const NAMED = BLUEPRINTS.map((blueprint) => [blueprint.file, blueprint] as const);
const SOURCE =
  'https://github.com/synology-drive-monitoring/synology-drive-monitoring/blob/main/homeassistant';

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);

/** The filters of an input that chooses entities. */
const filtersOf = ({ selector }: Node): readonly Node[] =>
  ((selector as Node).entity as { filter?: readonly Node[] } | undefined)?.filter ?? [];

/** `"Quota used in percent" (`quota_percent`)` in a text for people. */
const mentioned = (text: string) =>
  [...text.replaceAll(/\s+/g, ' ').matchAll(/"([^"]+)" \(`(\w+)`\)/g)].map(([, name, key]) => ({
    name,
    key,
  }));

/** Keys of the JSON of events, as the bridge makes them of a client that came, and of a crowd. */
function eventKeys(): string[] {
  const row = { user: 'anna', clientType: 'desktop', connected: true } as const;
  const none = new Map();
  return [1, 100].flatMap((count) =>
    eventsBetween(none, new Map([['anna', Array(count).fill(row)]])).flatMap(Object.keys),
  );
}

it('has a blueprint for each thing that goes wrong', () => {
  expect(BLUEPRINTS.map(({ file }) => file)).toEqual([
    'device_offline.yaml',
    'quota_warning.yaml',
    'stale_last_sync.yaml',
    'sync_problem.yaml',
    'unexpected_client.yaml',
    'unreachable.yaml',
  ]);
});

describe.each(NAMED)('%s', (file, blueprint) => {
  const { content, head, inputs, parts, templates } = blueprint;

  it('says what it is, what it needs and from which Home Assistant on', () => {
    expect(head).toMatchObject({
      name: expect.stringMatching(/^Synology Drive: /),
      domain: 'automation',
      description: expect.stringMatching(/Needs the (sensors?|events) /),
      source_url: `${SOURCE}/blueprints/automation/${file}`,
      homeassistant: { min_version: '2024.11.0' },
    });
  });

  it('has the parts of an automation, under the names of today', () => {
    const own = [
      'blueprint',
      'mode',
      'max',
      'max_exceeded',
      'variables',
      'triggers',
      'conditions',
      'actions',
    ];
    expect(Object.keys(content).filter((key) => !own.includes(key))).toEqual([]);
    expect(Object.keys(content)).toEqual(expect.arrayContaining(['triggers', 'conditions', 'actions']));
    expect(parts.map(([key]) => key).filter((key) => ['platform', 'service'].includes(key))).toEqual([]);
    for (const trigger of content.triggers as Node[]) expect(trigger.trigger).toEqual(expect.any(String));
  });

  it('says what happens when it is busy', () => {
    const queued = { mode: 'queued', max: expect.any(Number), max_exceeded: expect.any(String) };
    const single = { mode: 'single', max_exceeded: 'silent' };
    expect(content).toMatchObject(file === 'stale_last_sync.yaml' ? single : queued);
  });

  it('uses every input that it declares, and declares every one that it uses', () => {
    expect(sorted(blueprint.usedInputs)).toEqual(inputs.map(({ name }) => name).sort());
  });

  it('explains every input, and hides none that has to be chosen', () => {
    for (const { spec, collapsed } of inputs) {
      expect(spec).toMatchObject({ name: expect.any(String), description: expect.any(String) });
      expect(Object.keys(spec.selector as Node)).toHaveLength(1);
      expect(collapsed && spec.default === undefined).toBe(false);
    }
    const required = inputs.filter(({ spec }) => spec.default === undefined);
    expect(required.map(({ spec }) => Object.keys(spec.selector as Node))).toEqual(
      required.map(() => ['entity']),
    );
  });

  it('offers only entities that the bridge announces, or to-do lists', () => {
    const filters = inputs.flatMap(({ spec }) => filtersOf(spec).map((filter) => ({ spec, filter })));
    expect(filters.length).toBeGreaterThan(0);
    for (const { spec, filter } of filters) {
      if (filter.domain === 'todo') {
        expect(filter.integration).toBe('local_todo');
        continue;
      }
      expect(filter.integration).toBe('mqtt');
      const meant = mentioned(String(spec.description));
      expect(meant.length).toBeGreaterThan(0);
      for (const { name, key } of meant) {
        const entity = ENTITIES.find((known) => known.key === key && known.name === name);
        expect(entity?.platform, `${name} (${key})`).toBe(filter.domain);
        expect(entity?.traits.device_class).toBe(filter.device_class);
      }
    }
  });

  it('names only entities that the bridge announces', () => {
    const known = ENTITIES.map(({ key, name }) => ({ name, key }));
    for (const entity of mentioned(String(head.description))) expect(known).toContainEqual(entity);
  });

  it('reads only attributes that the bridge gives', () => {
    const own = ['friendly_name', 'last_triggered'];
    const read = templates.flatMap((template) => [
      ...found(template, /state_attr\([^,()]+, '(\w+)'\)/g),
      ...found(template, /map\('state_attr', '(\w+)'\)/g),
    ]);
    const given = [...ENTITIES.flatMap(attributesOf), ...own];
    expect(read.filter((name) => !given.includes(name))).toEqual([]);
  });

  it('does something sensible unless told otherwise, with all that it promises', () => {
    const actions = inputs.filter(({ spec }) => 'action' in (spec.selector as Node));
    const [first] = actions;
    expect(first?.spec.default).toEqual([
      {
        action: 'persistent_notification.create',
        data: {
          title: '{{ title }}',
          message: '{{ message }}',
          notification_id: '{{ notification_id }}',
        },
      },
    ]);
    const set = parts.flatMap(([key, value]) => (key === 'variables' ? Object.keys(value as Node) : []));
    const promised = found(String(first?.spec.description), /`(\w+)`/g);
    expect(promised).toEqual(expect.arrayContaining(['title', 'message', 'notification_id']));
    expect(promised.filter((name) => !set.includes(name))).toEqual([]);
    for (const { spec } of actions.slice(1)) expect(spec.default).toEqual([]);
  });

  it('concludes nothing from what is unavailable or unknown', () => {
    const guards = /not in \['unavailable', 'unknown'\]|in \['unavailable', 'unknown'\]|is_number\(states/;
    expect(templates.some((template) => guards.test(template) || template.includes("!= 'unavailable'"))).toBe(
      true,
    );
    const memory = inputs.some(({ name }) => name === 'memory');
    const conditions = JSON.stringify(content.conditions);
    expect(conditions.includes("states(memory) not in ['unavailable', 'unknown']")).toBe(memory);
  });

  it('looks again every hour where it remembers, so that nothing is lost', () => {
    const memory = inputs.some(({ name }) => name === 'memory');
    const rounds = (content.triggers as Node[]).filter(({ trigger }) => trigger === 'time_pattern');
    expect(rounds.map(({ minutes }) => typeof minutes)).toEqual(memory ? ['number'] : []);
  });

  it('closes in its templates what it opens', () => {
    for (const template of templates) {
      const count = (pattern: RegExp) => [...template.matchAll(pattern)].length;
      expect(count(/\{\{/g)).toBe(count(/\}\}/g));
      expect(count(/\{%/g)).toBe(count(/%\}/g));
      for (const block of ['if', 'for'])
        expect(count(new RegExp(`\\{%-? ${block} `, 'g')), `${block} in ${template}`).toBe(
          count(new RegExp(`\\{%-? end${block} `, 'g')),
        );
    }
  });
});

it('listens to events as the bridge sends them', () => {
  const blueprint = BLUEPRINTS.find(({ file }) => file === 'unexpected_client.yaml');
  const text = (blueprint?.templates ?? []).join('\n');
  const lists = found(text, /for key in \[([^\]]+)\]/g).flatMap((list) => found(list, /'(\w+)'/g));
  const read = [...found(text, /attributes\.(\w+)/g), ...found(text, /event\.(\w+)/g), ...lists];
  expect(sorted(read.filter((name) => name !== 'get'))).toEqual([
    'client_type',
    'client_version',
    'connected',
    'connected_since',
    'disconnected',
    'event_type',
    'ip_address',
    'unexpected',
    'user',
  ]);
  expect(eventKeys()).toEqual(expect.arrayContaining(sorted(read.filter((name) => name !== 'get'))));
  const types = found(text, /event_type [!=]= '(\w+)'/g);
  expect(types.length).toBeGreaterThan(0);
  expect(EVENT_TYPES).toEqual(expect.arrayContaining(types));
});

it('knows the statuses of a sync task', () => {
  const blueprint = BLUEPRINTS.find(({ file }) => file === 'sync_problem.yaml');
  const statuses = blueprint?.inputs.find(({ name }) => name === 'statuses')?.spec.default as string[];
  expect(statuses).toEqual(['error', 'paused']);
  expect(SYNC_STATUSES).toEqual(expect.arrayContaining(statuses));
});
