import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Removals } from '../../../homeassistant/publish/removals.ts';
import { StateFolder } from '../../../src/dsm/state-folder.ts';
import { FakeLink, outboxOn } from '../../support/bridge-outbox.ts';
import { stillFolder } from '../../support/still-folder.ts';

const temporary = stillFolder();

/** A run of the bridge on the folder that all runs of a test share. */
function begin(isConnected = true) {
  const link = new FakeLink();
  const kit = outboxOn(link);
  const removals = new Removals(StateFolder.open(join(temporary.path, 'state')), kit.outbox);
  if (isConnected) kit.open();
  const sends = async () => {
    const from = kit.accepted.length;
    const sent = await kit.flush();
    for (const message of kit.accepted.slice(from)) removals.sent(message);
    return sent;
  };
  return { removals, sends, ...kit };
}

describe('topics that are to go', () => {
  it('are emptied, once', async () => {
    const run = begin();
    run.removals.add(['a', 'b']);
    expect(await run.sends()).toEqual(['a ', 'b ']);
    expect(await begin().sends()).toEqual([]);
  });

  it('are emptied by the next run when this one is killed before', async () => {
    begin(false).removals.add(['a', 'b']);
    expect(await begin().sends()).toEqual(['a ', 'b ']);
    expect(await begin().sends()).toEqual([]);
  });

  it('are left to the next run as far as this one did not come', async () => {
    const run = begin(false);
    run.removals.add(['a', 'b']);
    run.removals.sent({ topic: 'a', payload: '', rank: 'state' });
    expect(await begin().sends()).toEqual(['b ']);
  });

  it('are not emptied when they are in use again', async () => {
    const run = begin(false);
    run.removals.add(['a']);
    run.outbox.put({ topic: 'a', payload: '1', rank: 'state' });
    run.open();
    expect(await run.sends()).toEqual(['a 1']);
    expect(await begin().sends()).toEqual([]);
  });

  it('are thousands without a file that is written anew for each', async () => {
    const run = begin(false);
    const topics = Array.from({ length: 3000 }, (_, index) => `user/${index}`);
    run.removals.add(topics);
    const [file = ''] = readdirSync(join(temporary.path, 'state'));
    const inode = () => statSync(join(temporary.path, 'state', file)).ino;
    const before = inode();
    for (const topic of topics.slice(0, 1000)) run.removals.sent({ topic, payload: '', rank: 'state' });
    expect(inode()).toBe(before);
    expect(await begin(true).sends()).toContain('user/1000 ');
  });

  it('may be none', async () => {
    begin().removals.add([]);
    expect(readdirSync(join(temporary.path, 'state'))).toEqual([]);
  });

  it.each(['', '{', 'null', '{"a":1}', '7'])('are none where the file says %j', async (text) => {
    begin(false).removals.add(['a']);
    const [file = ''] = readdirSync(join(temporary.path, 'state'));
    writeFileSync(join(temporary.path, 'state', file), text);
    expect(await begin().sends()).toEqual([]);
  });

  it('are emptied where they cannot be remembered, too', async () => {
    const run = begin();
    temporary.remove();
    run.removals.add(['a']);
    expect(await run.sends()).toEqual(['a ']);
  });
});
