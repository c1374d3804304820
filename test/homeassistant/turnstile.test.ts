import { describe, expect, it } from 'vitest';
import { Turnstile } from '../../homeassistant/turnstile.ts';

/** Work that ends when it is told to, and what has begun. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, { done: () => void; fail: (error: Error) => void }>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((done, fail) => ends.set(name, { done, fail }));
  };
  return { begun, ends, work };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a turnstile', () => {
  it('lets so many in, and the others in the order in which they came', async () => {
    const { begun, ends, work } = works();
    const turnstile = new Turnstile(2);
    for (const name of ['a', 'b', 'c', 'd']) void turnstile.pass(work(name));
    expect(begun).toEqual(['a', 'b']);
    ends.get('b')?.done();
    await settled();
    expect(begun).toEqual(['a', 'b', 'c']);
    ends.get('a')?.done();
    ends.get('c')?.done();
    await settled();
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets the next one in also when work fails, and says what failed', async () => {
    const { begun, ends, work } = works();
    const turnstile = new Turnstile(1);
    const first = turnstile.pass(work('a'));
    void turnstile.pass(work('b'));
    ends.get('a')?.fail(new Error('lost'));
    await expect(first).rejects.toThrow('lost');
    await settled();
    expect(begun).toEqual(['a', 'b']);
  });

  it('is free again when all have gone', async () => {
    const turnstile = new Turnstile(1);
    for (let round = 0; round < 3; round += 1) await turnstile.pass(async () => undefined);
    const { begun, work } = works();
    void turnstile.pass(work('a'));
    expect(begun).toEqual(['a']);
  });
});
