import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ORIGIN } from '../../../homeassistant/discovery/device.ts';
import { DocumentList, deviceIdOf } from '../../../homeassistant/publish/document-list.ts';
import { isOwnDocument, type WantedDocument } from '../../../homeassistant/publish/documents.ts';
import { StateFolder } from '../../../src/dsm/state-folder.ts';
import { NAMES } from '../../support/bridge.ts';
import { DocumentsRun } from '../../support/bridge-documents.ts';
import { settle } from '../../support/bridge-outbox.ts';
import { stillFolder } from '../../support/still-folder.ts';

const temporary = stillFolder();

const path = () => join(temporary.path, 'documents');
const DAY = 86_400;

/** A run of the bridge on the folder that all runs of a test share. */
class Run extends DocumentsRun {
  constructor() {
    super(path());
  }
}

const topicOf = (id: string) => NAMES.document(id);
const TEXT = '{"device":{"name":"one"}}';
const NEW = '{"device":{"name":"new"}}';
const wanted = (id: string, text = TEXT): WantedDocument => ({ topic: topicOf(id), text, rank: 'device' });
const line = (id: string, text = TEXT) => `${topicOf(id)} ${text}`;

const ANNA = NAMES.userDevice('office', 'anna');
const BERT = NAMES.userDevice('office', 'bert');

const ownText = (more: object = {}) =>
  JSON.stringify({ origin: ORIGIN, availability: [{ topic: NAMES.bridgeState }], ...more });

describe('documents', () => {
  it('are sent when they are wanted, and once', async () => {
    const run = new Run();
    expect(await run.wants(wanted(ANNA), wanted(BERT))).toEqual([line(ANNA), line(BERT)]);
    expect(await run.wants(wanted(ANNA), wanted(BERT))).toEqual([]);
  });

  it('are sent again when their text is another', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    expect(await run.wants(wanted(ANNA, NEW))).toEqual([line(ANNA, NEW)]);
  });

  it('are remembered before they are sent', async () => {
    const run = new Run();
    run.end();
    await run.wants(wanted(ANNA));
    expect(run.link.sent).toEqual([]);
    expect(new Run().list.get(topicOf(ANNA))).toEqual(wanted(ANNA));
  });

  it('are on the broker again after a restart, before anything was asked', async () => {
    await new Run().wants(wanted(ANNA), wanted(BERT));
    expect(await new Run().sends()).toEqual([line(ANNA), line(BERT)]);
  });

  it('of hundreds of devices are all sent, and all remembered', async () => {
    const many = Array.from({ length: 230 }, (_, index) => wanted(NAMES.userDevice('office', `u${index}`)));
    const run = new Run();
    await run.wants(...many);
    await settle();
    expect([run.link.sent.length, new Run().list.all().length]).toEqual([230, 230]);
  });

  it.each(['homeassistant/device/synology_drive-office/config', 'a/b/device/synology_drive-office/config'])(
    'have an id: that of %s',
    (topic) => {
      expect(deviceIdOf(topic)).toBe('synology_drive-office');
    },
  );
});

describe('a document that is not wanted any more', () => {
  it('is taken away, once', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA), wanted(BERT));
    expect(await run.wants(wanted(BERT))).toEqual([line(ANNA, '')]);
    expect(await run.wants(wanted(BERT))).toEqual([]);
  });

  it('stays while it is not known whether it is: its list was not read', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    void run.documents.sync(new Map(), () => false);
    expect(await run.sends()).toEqual([]);
    expect(await run.wants()).toEqual([line(ANNA, '')]);
  });

  it('is taken away by the next run when this one ends before the broker has it', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    run.end();
    await run.wants();
    expect(await new Run().sends()).toEqual([line(ANNA, '')]);
  });

  it('is not taken away again by the next run once the broker has it: Home Assistant warns of those', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    await run.wants();
    expect(await new Run().sends()).toEqual([]);
  });

  it('is a new one when it is wanted again', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    await run.wants();
    expect(await run.wants(wanted(ANNA))).toEqual([line(ANNA)]);
    expect(await new Run().sends()).toEqual([line(ANNA)]);
  });
});

describe('when Home Assistant has started', () => {
  it('what went away lately is sent whole, and empty some seconds later: else it stays there for ever', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA), wanted(BERT));
    await run.wants(wanted(BERT));
    await vi.advanceTimersByTimeAsync(5000);
    run.documents.repeatRemovals();
    expect(await run.sends()).toEqual([line(ANNA)]);
    await vi.advanceTimersByTimeAsync(2900);
    await run.sends();
    expect(run.link.sent.at(-1)).toBe(line(ANNA));
    await vi.advanceTimersByTimeAsync(700);
    await run.sends();
    expect(run.link.sent.at(-1)).toBe(line(ANNA, ''));
    expect(run.link.sent.filter((sent) => sent === line(ANNA, ''))).toHaveLength(2);
  });

  it('the same by a later run, for a week', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    await run.wants();
    const later = new Run();
    later.now += 7 * DAY;
    later.documents.repeatRemovals();
    expect(await later.sends()).toEqual([line(ANNA)]);
    await vi.advanceTimersByTimeAsync(4000);
    await later.sends();
    later.now += 1;
    later.documents.repeatRemovals();
    expect(await later.sends()).toEqual([]);
    expect(new Run().list.all()).toEqual([]);
  });

  it('what is wanted again meanwhile stays', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    await run.wants();
    await vi.advanceTimersByTimeAsync(2100);
    run.documents.repeatRemovals();
    await run.sends();
    await run.wants(wanted(ANNA));
    await vi.advanceTimersByTimeAsync(5000);
    await run.sends();
    expect(run.link.sent.at(-1)).toBe(line(ANNA));
  });

  it('a run that ends between the whole and the empty one leaves the empty one to the next', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    await run.wants();
    await vi.advanceTimersByTimeAsync(2100);
    run.documents.repeatRemovals();
    await run.sends();
    run.end();
    await vi.advanceTimersByTimeAsync(5000);
    expect(run.link.sent.at(-1)).toBe(line(ANNA));
    expect(await new Run().sends()).toEqual([line(ANNA, '')]);
  });

  it('nothing else is sent by it', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    run.documents.repeatRemovals();
    expect(await run.sends()).toEqual([]);
  });
});

describe('a document that somebody clears', () => {
  it('is left so, in this run and in the next, until its text is another', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    run.documents.seen(topicOf(ANNA), '', false);
    expect(await run.wants(wanted(ANNA))).toEqual([]);
    const next = new Run();
    expect(await next.wants(wanted(ANNA))).toEqual([]);
    expect(await next.wants(wanted(ANNA, NEW))).toEqual([line(ANNA, NEW)]);
    expect(next.list.get(topicOf(ANNA))?.isCleared).toBeUndefined();
  });

  it('is not sent by a new connection or a birth either', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA), wanted(BERT));
    run.documents.seen(topicOf(ANNA), '', false);
    await vi.advanceTimersByTimeAsync(2100);
    run.kit.outbox.sendAll();
    expect(await run.sends()).toEqual([line(BERT)]);
  });

  it('is forgotten when it is not wanted any more', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    run.documents.seen(topicOf(ANNA), '', false);
    expect(await run.wants()).toEqual([]);
    expect(run.list.all()).toEqual([]);
  });

  it('is not one that we took away ourselves', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    await run.wants();
    run.documents.seen(topicOf(ANNA), '', false);
    expect(run.list.get(topicOf(ANNA))?.isCleared).toBeUndefined();
  });

  it('is not one of which a broker says that nothing is retained', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    run.documents.seen(topicOf(ANNA), '', true);
    expect(run.list.get(topicOf(ANNA))?.isCleared).toBeUndefined();
  });
});

describe('a document that stands on the broker and is not remembered', () => {
  it('is adopted when it is our own, and taken away when nobody wants it', async () => {
    const run = new Run();
    run.documents.seen(topicOf(ANNA), ownText(), true);
    expect(await run.sends()).toEqual([]);
    expect(await run.wants()).toEqual([line(ANNA, '')]);
  });

  it('is left as it is when it is wanted as it is', async () => {
    const run = new Run();
    run.documents.seen(topicOf(ANNA), ownText(), true);
    expect(await run.wants(wanted(ANNA, ownText()))).toEqual([]);
  });

  it.each([
    [
      'of another base topic',
      NAMES.userDevice('office', 'anna'),
      ownText({ availability: [{ topic: 'other/bridge/state' }] }),
    ],
    ['of another program', ANNA, ownText({ origin: { name: 'zigbee2mqtt' } })],
    ['without an origin', ANNA, '{}'],
    ['with an id that is none of ours', 'zigbee2mqtt-office-user-anna', ownText()],
    ['with an id that only begins like ours', 'synology_drive-office-user-anna-x', ownText()],
    ['that is no JSON', ANNA, '{'],
    ['that is null', ANNA, 'null'],
    ['whose availability is no list', ANNA, ownText({ availability: 'x' })],
    ['whose availability has nulls', ANNA, ownText({ availability: [null] })],
  ])('%s is never touched', async (_, id, text) => {
    const run = new Run();
    run.documents.seen(topicOf(id), text, true);
    expect(await run.wants()).toEqual([]);
    expect(run.list.all()).toEqual([]);
  });

  it('is our own by its origin and its base topic', () => {
    expect(isOwnDocument(NAMES, ownText())).toBe(true);
    expect(isOwnDocument(NAMES, ownText({ availability: [] }))).toBe(false);
  });

  it('does not change what is remembered', async () => {
    const run = new Run();
    await run.wants(wanted(ANNA));
    run.documents.seen(topicOf(ANNA), ownText({ x: 1 }), true);
    expect(run.list.get(topicOf(ANNA))).toEqual(wanted(ANNA));
  });
});

describe('what is remembered', () => {
  const files = () => readdirSync(path()).map((name) => join(path(), name));

  it.each([
    ['emptied', () => ''],
    ['cut in the middle', (text: string) => text.slice(0, Math.floor(text.length / 2))],
    ['not JSON any more', () => '\u0000\u0001{{{\n'],
    ['a list', () => '[1, null, "x"]\n'],
    ['null', () => 'null\n'],
    ['of other types', () => '["a",{"topic":7,"document":null,"rank":[]}]\n'],
  ])('and was then %s costs no start', async (_, damage) => {
    await new Run().wants(wanted(ANNA));
    for (const file of files()) writeFileSync(file, damage(readFileSync(file, 'utf8')));
    const run = new Run();
    await run.sends();
    expect([line(ANNA)].concat(run.link.sent)).toContain(line(ANNA));
    await vi.advanceTimersByTimeAsync(2100);
    await run.wants(wanted(ANNA, NEW));
    expect(new Run().list.get(topicOf(ANNA))?.text).toBe(NEW);
  });

  it('keeps whole documents as they were sent, and one that has several lines', async () => {
    const run = new Run();
    const names = ['the "best" \\ share', '\ud800', '{{ 7*7 }}\u2028'].map((name) =>
      JSON.stringify({ name }),
    );
    await run.wants(...names.map((text, index) => wanted(`u${index}`, text)));
    run.documents.seen(topicOf(ANNA), JSON.stringify(JSON.parse(ownText()), undefined, 2), true);
    const texts = new Run().list.all().map(({ text }) => text);
    expect(texts).toEqual([...names, ownText()]);
  });

  it('and has rubbish at its end keeps what was there before', async () => {
    await new Run().wants(wanted(ANNA), wanted(BERT));
    for (const file of files()) appendFileSync(file, '\n["homeassistant/device/x/config",{"topic":');
    const run = new Run();
    expect(await run.sends()).toEqual([line(ANNA), line(BERT)]);
    await run.wants(wanted(ANNA), wanted(BERT), wanted('x'));
    expect(new Run().list.all()).toHaveLength(3);
  });

  it('is for this user only', async () => {
    await new Run().wants(wanted(ANNA));
    expect(files().length).toBeGreaterThan(0);
    for (const file of files())
      expect(StateFolder.open(path()).read(file.slice(path().length + 1))).toBeDefined();
  });

  it('does not grow for ever', () => {
    const { list } = new Run();
    for (let round = 0; round < 3000; round += 1)
      list.set(wanted(ANNA, JSON.stringify({ round, long: 'x'.repeat(80) })));
    const size = files().reduce((sum, file) => sum + readFileSync(file).length, 0);
    expect(size).toBeLessThan(400_000);
    expect(new Run().list.get(topicOf(ANNA))?.text).toContain('2999');
  });

  it('with a rank that only a later version knows is sent, as a device', async () => {
    await new Run().wants(wanted(ANNA));
    for (const file of files())
      writeFileSync(file, readFileSync(file, 'utf8').replace('"rank":"device"', '"rank":"sub device"'));
    expect(await new Run().sends()).toEqual([line(ANNA)]);
  });

  it('is said to be written again, when it is', () => {
    const told: string[] = [];
    const folder = StateFolder.open(path());
    const list = new DocumentList(folder, (error) => told.push(error === undefined ? 'written' : 'trouble'));
    temporary.remove();
    list.set(wanted(ANNA));
    StateFolder.open(path());
    list.set(wanted(BERT));
    expect(told).toEqual(['trouble', 'written']);
    expect(new Run().list.all()).toHaveLength(2);
  });

  it('is complained of when it cannot be written, and sent all the same', async () => {
    const run = new Run();
    temporary.remove();
    expect(await run.wants(wanted(ANNA))).toEqual([line(ANNA)]);
    expect(String(run.troubles[0])).toContain('ENOENT');
  });
});
