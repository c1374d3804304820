import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ORIGIN } from '../../../homeassistant/discovery/device.ts';
import type { WantedDocument } from '../../../homeassistant/publish/documents.ts';
import { NAMES } from '../../support/bridge.ts';
import { DocumentsRun } from '../../support/bridge-documents.ts';
import { stillFolder } from '../../support/still-folder.ts';

const temporary = stillFolder();

const newRun = () => new DocumentsRun(temporary.path);

const TOPIC = NAMES.document(NAMES.nasDevice('office'));
const WEEK = 7 * 86_400;

const ALL = {
  web: { platform: 'sensor', unique_id: 'web' },
  problem: { platform: 'binary_sensor', unique_id: 'problem' },
  total: { platform: 'sensor', unique_id: 'total' },
};

/** A document with some of the entities, and what more is said of components. */
const textWith = (keys: readonly (keyof typeof ALL)[], more: object = {}) =>
  JSON.stringify({
    origin: ORIGIN,
    availability: [{ topic: NAMES.bridgeState }],
    components: { ...Object.fromEntries(keys.map((key) => [key, ALL[key]])), ...more },
  });

const wanted = (text: string): WantedDocument => ({ topic: TOPIC, text, rank: 'nas device' });
const line = (text: string) => `${TOPIC} ${text}`;

const WHOLE = textWith(['web', 'problem', 'total']);
const LESS = textWith(['total']);
const STONES = { web: { platform: 'sensor' }, problem: { platform: 'binary_sensor' } };
/** What is sent in the place of `LESS`. */
const TAKING_AWAY = textWith(['total'], STONES);

/** A run that had the whole document, and wants less now. */
async function withLess() {
  const run = newRun();
  await run.wants(wanted(WHOLE));
  return { run, sent: await run.wants(wanted(LESS)) };
}

describe('an entity that a document has no more', () => {
  it('is taken away by its platform alone: what is left out, Home Assistant keeps', async () => {
    const { run, sent } = await withLess();
    expect(sent).toEqual([line(TAKING_AWAY)]);
    expect(await run.wants(wanted(LESS))).toEqual([]);
  });

  it('is taken away by a later run as well', async () => {
    await withLess();
    const later = newRun();
    expect(await later.sends()).toEqual([line(TAKING_AWAY)]);
    expect(await later.wants(wanted(LESS))).toEqual([]);
  });

  it('is taken away where the document was found on the broker only', async () => {
    const run = newRun();
    run.documents.seen(TOPIC, WHOLE, true);
    expect(await run.wants(wanted(LESS))).toEqual([line(TAKING_AWAY)]);
  });

  it('is taken away also by a document that is another once more', async () => {
    const { run } = await withLess();
    const other = { other: { platform: 'button', unique_id: 'other' } };
    expect(await run.wants(wanted(textWith(['total'], other)))).toEqual([
      line(textWith(['total'], { ...other, ...STONES })),
    ]);
  });

  it('is itself when it comes back', async () => {
    const { run } = await withLess();
    expect(await run.wants(wanted(WHOLE))).toEqual([line(WHOLE)]);
    expect(run.list.get(TOPIC)).toEqual(wanted(WHOLE));
  });

  it('needs no word where somebody took the whole device away meanwhile', async () => {
    const run = newRun();
    await run.wants(wanted(WHOLE));
    run.documents.seen(TOPIC, '', false);
    expect(await run.wants(wanted(LESS))).toEqual([line(LESS)]);
  });

  it('is not taken away by a document that is provisional, which comes only where there is none', async () => {
    const run = newRun();
    expect(await run.wants({ ...wanted(LESS), isProvisional: true })).toEqual([line(LESS)]);
    expect(await run.wants(wanted(WHOLE))).toEqual([line(WHOLE)]);
    expect(await run.wants({ ...wanted(LESS), isProvisional: true })).toEqual([]);
    expect(run.list.get(TOPIC)).toEqual(wanted(WHOLE));
  });

  it('goes with its device', async () => {
    const { run } = await withLess();
    expect(await run.wants()).toEqual([line('')]);
    await vi.advanceTimersByTimeAsync(2100);
    run.documents.repeatRemovals();
    expect(await run.sends()).toEqual([line(WHOLE_AGAIN)]);
  });

  it('and stands in a file as rubbish costs no start', async () => {
    await withLess();
    const rubbish = {
      topic: TOPIC,
      rank: 'device',
      document: {},
      former: { since: 1, components: [7, null] },
    };
    appendFileSync(join(temporary.path, 'documents.jsonl'), `\n${JSON.stringify([TOPIC, rubbish])}`);
    expect(await newRun().sends()).toEqual([line('{"components":{}}')]);
  });
});

/** As it was, but for the order of its entities. */
const WHOLE_AGAIN = textWith(['total', 'web', 'problem']);

describe('when Home Assistant has started', () => {
  it('a document is sent as it was, and some seconds later takes away what went', async () => {
    const { run } = await withLess();
    await vi.advanceTimersByTimeAsync(2100);
    run.documents.repeatRemovals();
    expect(await run.sends()).toEqual([line(WHOLE_AGAIN)]);
    await vi.advanceTimersByTimeAsync(2900);
    expect(run.link.sent.at(-1)).toBe(line(WHOLE_AGAIN));
    await vi.advanceTimersByTimeAsync(700);
    expect(run.link.sent.at(-1)).toBe(line(TAKING_AWAY));
  });

  it('a week later a document is sent without a word of what went', async () => {
    const { run } = await withLess();
    await vi.advanceTimersByTimeAsync(2100);
    run.now += WEEK + 1;
    run.documents.repeatRemovals();
    expect(await run.sends()).toEqual([line(LESS)]);
    expect(newRun().list.get(TOPIC)).toEqual(wanted(LESS));
  });

  it('a document that somebody took away stays away', async () => {
    const { run } = await withLess();
    run.documents.seen(TOPIC, '', false);
    await vi.advanceTimersByTimeAsync(2100);
    run.documents.repeatRemovals();
    expect(await run.sends()).toEqual([]);
  });
});
