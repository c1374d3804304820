import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Birth } from '../../homeassistant/birth.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A birth that counts its answers. */
function counted() {
  const answers = { count: 0 };
  return { answers, birth: new Birth(() => (answers.count += 1)) };
}

describe("Home Assistant's birth", () => {
  it.each([0, 0.5, 0.999_999])('is answered once after one to ten seconds (chance %d)', (chance) => {
    vi.spyOn(Math, 'random').mockReturnValue(chance);
    const { answers, birth } = counted();
    birth.announce();
    vi.advanceTimersByTime(1000);
    expect(answers.count).toBe(0);
    vi.advanceTimersByTime(9000);
    expect(answers.count).toBe(1);
  });

  it('is not answered at the same time by every bridge', () => {
    const times = Array.from({ length: 20 }, () => {
      const began = Date.now();
      let answered = 0;
      new Birth(() => {
        answered = Date.now() - began;
      }).announce();
      vi.advanceTimersByTime(10_000);
      return answered;
    });
    expect(new Set(times).size).toBeGreaterThan(10);
  });

  it('that is announced in a burst is answered once', () => {
    const { answers, birth } = counted();
    for (let burst = 0; burst < 5; burst += 1) birth.announce();
    vi.advanceTimersByTime(30_000);
    expect(answers.count).toBe(1);
    birth.announce();
    vi.advanceTimersByTime(10_000);
    expect(answers.count).toBe(2);
  });

  it('that may have been missed is answered as such, and as one that was heard if one is', () => {
    const answers: boolean[] = [];
    const birth = new Birth((wasHeard) => answers.push(wasHeard));
    const connect = () => {
      birth.connected();
      vi.advanceTimersByTime(10_000);
    };
    connect();
    expect(answers).toEqual([]);
    connect();
    birth.announce();
    connect();
    connect();
    expect(answers).toEqual([false, true, false]);
  });

  it('that is heard while one is suspected has its own time', () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    const { answers, birth } = counted();
    birth.connected();
    birth.connected();
    vi.advanceTimersByTime(1900);
    birth.announce();
    vi.advanceTimersByTime(1900);
    expect(answers.count).toBe(0);
  });

  it('is not answered after the end', () => {
    const { answers, birth } = counted();
    birth.announce();
    birth.stop();
    vi.advanceTimersByTime(30_000);
    expect(answers.count).toBe(0);
  });
});
