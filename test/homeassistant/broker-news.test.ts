import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BrokerNews } from '../../homeassistant/broker-news.ts';
import type { Heartbeat } from '../../homeassistant/heartbeat.ts';
import { InfoDesk } from '../../homeassistant/info-desk.ts';
import type { Log } from '../../homeassistant/log.ts';
import { FakeLink, outboxOn } from '../support/bridge-outbox.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LOST = { message: 'lost' };

/** What is said of a broker. */
function kit() {
  const said: string[] = [];
  const at = (level: string) => (_fields: unknown, words: string) => void said.push(`${level}: ${words}`);
  const log = { debug: at('debug'), info: at('info'), warn: at('warn') } as unknown as Log;
  const { outbox } = outboxOn(new FakeLink());
  const info = new InfoDesk({ topic: 'drive/bridge/info', log, outbox });
  const heartbeat = { beat: () => undefined } as Heartbeat;
  const news = new BrokerNews({ url: 'mqtt://broker', log, info, heartbeat });
  return {
    said,
    info,
    news,
    /** A connection that is lost after so many seconds. */
    connected(seconds: number) {
      news.up();
      vi.advanceTimersByTime(seconds * 1000);
      news.down(LOST);
      vi.advanceTimersByTime(1000);
    },
  };
}

describe('a broker', () => {
  it('that was there for long and comes back is said to be back at once', () => {
    const { said, news, connected } = kit();
    connected(60);
    news.up();
    expect(said).toEqual([
      'info: connected to the broker',
      'warn: lost',
      'info: connected to the broker',
      'info: the broker is back',
    ]);
  });

  it('that comes and goes is said once to be lost, and to be back when it has stayed', () => {
    const { said, info, news, connected } = kit();
    for (let round = 0; round < 5; round += 1) connected(1);
    const aloud = () => said.filter((line) => !line.startsWith('debug'));
    expect(aloud()).toEqual(['info: connected to the broker', 'warn: lost']);
    news.up();
    expect(info.grievances.open).toEqual(['lost']);
    vi.advanceTimersByTime(20_000);
    expect(aloud().at(-1)).toBe('info: the broker is back (after 5 failures)');
    expect(info.grievances.open).toEqual([]);
  });

  it('may take on a new connection what it refused on the last one', () => {
    const { info, news, connected } = kit();
    connected(1);
    info.complain('broker/publish', { message: 'refused' });
    news.up();
    expect(info.grievances.open).toEqual(['lost']);
  });
});
