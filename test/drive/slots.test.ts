import { describe, expect, it } from 'vitest';
import { Slots } from '../../src/drive/slots.ts';

/** Work that ends when it is told to, by name. */
function workshop(count: number) {
  const slots = new Slots(count);
  const ends = new Map<string, (error?: Error) => void>();
  const begun: string[] = [];
  const turn = () => new Promise((done) => setImmediate(done));
  return {
    begun,
    turn,
    start(name: string, urgent = false): Promise<void> {
      return slots.run(() => {
        begun.push(name);
        return new Promise<void>((resolve, reject) =>
          ends.set(name, (error) => (error ? reject(error) : resolve())),
        );
      }, urgent);
    },
    async end(name: string, error?: Error): Promise<void> {
      ends.get(name)?.(error);
      await turn();
    },
  };
}

describe('slots', () => {
  it('let so many work at a time, and the others in their order', async () => {
    const shop = workshop(2);
    for (const name of ['a', 'b', 'c', 'd']) void shop.start(name);
    await shop.turn();
    expect(shop.begun).toEqual(['a', 'b']);
    await shop.end('b');
    expect(shop.begun).toEqual(['a', 'b', 'c']);
    await shop.end('a');
    expect(shop.begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('begin at once where one is free, also again when all have gone', async () => {
    const shop = workshop(2);
    for (const name of ['a', 'b', 'c']) void shop.start(name);
    expect(shop.begun).toEqual(['a', 'b']);
    for (const name of ['a', 'b', 'c']) await shop.end(name);
    for (const name of ['d', 'e', 'f']) void shop.start(name);
    expect(shop.begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('let who is urgent go before all who wait', async () => {
    const shop = workshop(1);
    for (const name of ['a', 'b', 'c']) void shop.start(name);
    void shop.start('urgent', true);
    await shop.turn();
    await shop.end('a');
    expect(shop.begun).toEqual(['a', 'urgent']);
    await shop.end('urgent');
    expect(shop.begun.at(-1)).toBe('b');
  });

  it('are given back by work that fails, and the error goes to who asked for it', async () => {
    const shop = workshop(1);
    const failed = shop.start('a').catch((error: unknown) => String(error));
    void shop.start('b');
    await shop.turn();
    await shop.end('a', new Error('broken'));
    expect([await failed, shop.begun]).toEqual(['Error: broken', ['a', 'b']]);
  });

  it('let nobody slip in between the one that ends and the next in line', async () => {
    const shop = workshop(1);
    void shop.start('a').then(() => shop.start('late'));
    void shop.start('b');
    await shop.turn();
    await shop.end('a');
    expect(shop.begun).toEqual(['a', 'b']);
    await shop.end('b');
    expect(shop.begun).toEqual(['a', 'b', 'late']);
  });
});
