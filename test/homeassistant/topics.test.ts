import { describe, expect, it } from 'vitest';
import { topicProblem } from '../../homeassistant/topic-rules.ts';
import { isRetainedOf, namesOf, PROBE_NAMES, subjectOf } from '../../homeassistant/topics.ts';

describe('the topics of a bridge', () => {
  const names = namesOf('drive/hq', 'ha');

  it('are those of the contract', () => {
    const nas = names.nas('office');
    expect([
      names.bridgeState,
      names.bridgeInfo,
      names.bridgeRefresh,
      nas.availability,
      ...PROBE_NAMES.map(nas.probe),
      nas.connections,
      nas.sync,
      nas.task('team'),
      nas.user('anna'),
      nas.clients,
      nas.problem,
      nas.event,
      nas.refresh,
      names.document('x'),
    ]).toEqual([
      'drive/hq/bridge/state',
      'drive/hq/bridge/info',
      'drive/hq/bridge/refresh/set',
      'drive/hq/office/availability',
      'drive/hq/office/availability/connections',
      'drive/hq/office/availability/clients',
      'drive/hq/office/availability/sync',
      'drive/hq/office/availability/profiles',
      'drive/hq/office/connections',
      'drive/hq/office/sync',
      'drive/hq/office/sync/team',
      'drive/hq/office/user/anna',
      'drive/hq/office/clients',
      'drive/hq/office/problem',
      'drive/hq/office/event',
      'drive/hq/office/refresh/set',
      'ha/device/x/config',
    ]);
  });

  it('go with ids that begin with a slug of the base topic', () => {
    const { slug } = names;
    expect(slug).toMatch(/^drive_hq_[0-9a-f]{8}$/);
    expect([
      names.bridgeDevice,
      names.nasDevice('office'),
      names.taskDevice('office', 'team'),
      names.userDevice('office', 'anna'),
    ]).toEqual([`${slug}-bridge`, `${slug}-office`, `${slug}-office-sync-team`, `${slug}-office-user-anna`]);
    expect(namesOf('synology_drive', 'homeassistant').bridgeDevice).toBe('synology_drive-bridge');
  });

  it('of two bridges never meet', () => {
    expect(namesOf('drive/hq', 'ha').slug).not.toBe(namesOf('drive_hq', 'ha').slug);
    expect(namesOf('Drive', 'ha').slug).not.toBe(namesOf('drive', 'ha').slug);
  });
});

describe('an id of a device', () => {
  const names = namesOf('synology_drive', 'homeassistant');

  it.each([
    [names.bridgeDevice, { kind: 'bridge' }],
    [names.nasDevice('office'), { kind: 'nas', nas: 'office' }],
    [names.taskDevice('office', 'sync'), { kind: 'sync', nas: 'office' }],
    [names.userDevice('user', 'user'), { kind: 'user', nas: 'user' }],
    ['synology_drive-', undefined],
    ['synology_drive', undefined],
    ['synology_drive--sync-x', undefined],
    ['synology_drive-office-sync', undefined],
    ['synology_drive-office-sync-', undefined],
    ['synology_drive-office-else-x', undefined],
    ['synology_drive-office-user-a-b', undefined],
    ['synology_drive2-office', undefined],
    ['zigbee2mqtt-office-user-a', undefined],
    ['', undefined],
  ])('%s is read back as %j', (id, subject) => {
    expect(subjectOf(names, id)).toEqual(subject);
  });
});

describe('what a bridge retains for a NAS', () => {
  const names = namesOf('synology_drive', 'homeassistant');
  it.each([
    'availability',
    ...PROBE_NAMES.map((probe) => `availability/${probe}`),
    'connections',
    'clients',
    'problem',
    'sync',
    'sync/team_projects_01234567',
    'user/anna',
  ])('is among its topics: %s', (topic) => {
    expect(isRetainedOf(names, 'office', `synology_drive/office/${topic}`)).toBe(true);
  });

  it.each([
    'synology_drive/office/event',
    'synology_drive/office/refresh/set',
    'synology_drive/office',
    'synology_drive/office/',
    'synology_drive/office/availability/other',
    'synology_drive/office/user',
    'synology_drive/office/user/',
    'synology_drive/office/user/Anna',
    'synology_drive/office/user/anna/notes',
    'synology_drive/office/notes',
    'synology_drive/office2/connections',
    'synology_drive/home/connections',
    'other/office/connections',
  ])('is not %s', (topic) => {
    expect(isRetainedOf(names, 'office', topic)).toBe(false);
  });
});

describe('a topic to publish to', () => {
  it.each([
    'a',
    'synology_drive/bridge/state',
    'a/b c/ü/日本',
    'a$',
    'a/$b',
    'é'.repeat(32_767),
    'x'.repeat(65_535),
  ])('may be %.40s', (topic) => {
    expect(topicProblem(topic)).toBeUndefined();
  });

  it.each([
    ['', 'it is empty'],
    ['x'.repeat(65_536), 'it is longer than 65535 bytes'],
    ['é'.repeat(32_768), 'it is longer than 65535 bytes'],
    ['a/+', 'it has a wildcard'],
    ['a+b', 'it has a wildcard'],
    ['#', 'it has a wildcard'],
    ['a\0', 'it has control characters or halves of characters'],
    ['a\n', 'it has control characters or halves of characters'],
    ['a\u007f', 'it has control characters or halves of characters'],
    ['a\u0085', 'it has control characters or halves of characters'],
    ['a\ud800', 'it has control characters or halves of characters'],
    ['\udc00b', 'it has control characters or halves of characters'],
    ['$SYS/x', 'it begins with $'],
    ['/a', 'it has an empty level'],
    ['a/', 'it has an empty level'],
    ['a//b', 'it has an empty level'],
  ])('is none when it is %.20j', (topic, problem) => {
    expect(topicProblem(topic)).toBe(problem);
  });
});
