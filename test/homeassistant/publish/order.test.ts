import { describe, expect, it } from 'vitest';
import { isoTime } from '../../../homeassistant/publish/json.ts';
import { nasMessages } from '../../../homeassistant/publish/nas-messages.ts';
import { shownName, wellFormed } from '../../../homeassistant/shown-name.ts';
import { topicProblem } from '../../../homeassistant/topic-rules.ts';
import { client, NOW, OFFICE, profile, Story, task } from '../../support/bridge.ts';
import { HOSTILE_NAMES } from '../../support/bridge-names.ts';

describe('messages of a NAS', () => {
  const hostile = async () => {
    const story = new Story({ publish_clients: true });
    story.poll({
      clients: HOSTILE_NAMES.map((user) =>
        client({ user, clientType: user, clientVersion: user, ipAddress: user }),
      ),
      tasks: HOSTILE_NAMES.map((name) => task({ user: name, shareName: name, status: name })),
    });
    for (const user of HOSTILE_NAMES) story.profiles({ [user]: profile({ user }) });
    return [...nasMessages(await story.told(), story.settings, OFFICE, NOW)];
  };

  it('have topics that no broker refuses, whatever the names', async () => {
    const topics = (await hostile()).map(({ topic }) => topic);
    expect(topics.filter((topic) => topicProblem(topic) !== undefined)).toEqual([]);
    expect(new Set(topics).size).toBe(topics.length);
    expect(topics.filter((topic) => topic.includes('/user/')).length).toBeGreaterThan(
      HOSTILE_NAMES.length - 3,
    );
  });

  it('are JSON in UTF-8, whatever the names', async () => {
    for (const { topic, payload } of await hostile()) {
      expect(Buffer.from(payload, 'utf8').toString('utf8')).toBe(payload);
      if (!topic.includes('/availability')) expect(typeof JSON.parse(payload)).toBe('object');
    }
  });

  it('rank states before availability', async () => {
    for (const { topic, rank } of await hostile())
      expect(rank).toBe(topic.includes('/availability') ? 'availability' : 'state');
  });

  it('are the same when nothing happened meanwhile: a poll without news is silent', async () => {
    const story = new Story({ publish_clients: true }).poll().profiles({ 'john.doe': profile() });
    const messages = async () => [...nasMessages(await story.told(), story.settings, OFFICE, NOW)];
    const before = await messages();
    story.poll({}, 300).profiles({ 'john.doe': profile() }, {}, 1800);
    expect(await messages()).toEqual(before);
  });
});

describe('a time', () => {
  it.each([
    [NOW, '2024-11-28T10:00:00Z'],
    [0, '1970-01-01T00:00:00Z'],
    [NOW + 0.75, '2024-11-28T10:00:00Z'],
    [253_402_300_799, '9999-12-31T23:59:59Z'],
    [253_402_300_800, null],
    [1e20, null],
    [Number.NaN, null],
    [undefined, null],
  ])('of %s s is %s', (seconds, expected) => {
    expect(isoTime(seconds)).toBe(expected);
  });
});

describe('a name as people see it', () => {
  it.each([
    ['Büro 1', 'Büro 1'],
    ['  padded ', 'padded'],
    ['two\nlines\u0000here', 'two lines here'],
    ['half \ud800', 'half \ufffd'],
    ['\u0007', '(no name)'],
    ['', '(no name)'],
    ['{{ raw }} #+/', '{{ raw }} #+/'],
  ])('of %j is %j', (name, expected) => {
    expect(shownName(name)).toBe(expected);
  });

  it.each([
    ['\ud83d\ude00', '\ud83d\ude00'],
    ['\ude00\ud83d', '\ufffd\ufffd'],
  ])('has no halves of characters: %j', (text, expected) => {
    expect(wellFormed(text)).toBe(expected);
  });
});
