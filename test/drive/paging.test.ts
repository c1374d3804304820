import { describe, expect, it } from 'vitest';
import { DsmDrive } from '../../src/drive/dsm.ts';
import { listUsers } from '../../src/drive/dsm-users.ts';
import type { Question } from '../../src/dsm/client.ts';
import { type Oracle, oracle, pageOf, rowsOf } from './asker.ts';

/** A list of a NAS that is read page by page. */
interface Paged {
  readonly key: string;
  readonly name: string;
  readonly apis: readonly string[];
  /** The names of its rows. */
  readonly read: (asker: Oracle) => Promise<readonly (string | undefined)[]>;
}

const LISTS: readonly Paged[] = [
  {
    key: 'items',
    name: 'client_id',
    apis: ['SYNO.SynologyDrive.Connection'],
    read: async (asker) => (await new DsmDrive(asker).clients()).rows.map(({ device }) => device),
  },
  { key: 'users', name: 'name', apis: ['SYNO.Core.User'], read: listUsers },
];

describe.each(LISTS)('the list of $key', ({ key, name, apis, read }) => {
  /** What comes of a NAS that holds so many rows and answers like this, and how often it was asked. */
  async function readFrom(count: number, total: unknown, page: (question: Question) => [number, number]) {
    const rows = rowsOf(count, name);
    const asker = oracle((question) => ({ [key]: rows.slice(...page(question)), total }), apis);
    const names = await read(asker);
    return { names, expected: rows.map((row) => row[name]), asked: asker.questions.length };
  }

  const exactly = (question: Question): [number, number] => {
    const { offset, limit } = pageOf(question);
    return [offset, offset + limit];
  };

  it.each([
    [0, 1],
    [1, 1],
    [999, 1],
    [1000, 1],
    [1001, 2],
    [2300, 3],
  ])('of %i rows is read whole in %i pages', async (count, pages) => {
    const { names, expected, asked } = await readFrom(count, count, exactly);
    expect(names).toEqual(expected);
    expect(asked).toBe(pages);
  });

  it('is read whole where the NAS sends it all at once, whatever was asked for', async () => {
    const { names, expected, asked } = await readFrom(2300, 2300, () => [0, 2300]);
    expect([names, asked]).toEqual([expected, 1]);
  });

  it('is read whole where the NAS sends fewer rows at a time than were asked for', async () => {
    const few = (question: Question): [number, number] => [
      pageOf(question).offset,
      pageOf(question).offset + 100,
    ];
    expect((await readFrom(250, 250, few)).names).toHaveLength(250);
  });

  it('is read whole where the NAS does not tell how many there are', async () => {
    expect((await readFrom(1300, undefined, exactly)).names).toHaveLength(1300);
    expect((await readFrom(1300, 'many', exactly)).names).toHaveLength(1300);
  });

  it.each([[1001], [2500], [1e15]])(
    'ends, and holds no row twice, where the NAS ignores the offset and speaks of %i',
    async (total) => {
      const { names, expected, asked } = await readFrom(1000, total, () => [0, 1000]);
      expect(names).toEqual(expected);
      expect(asked).toBeLessThanOrEqual(3);
    },
  );

  it.each([[0], [3], [1000]])('ends where the NAS has %i rows and speaks of more', async (count) => {
    const { names, expected, asked } = await readFrom(count, 1e15, exactly);
    expect(names).toEqual(expected);
    expect(asked).toBeLessThanOrEqual(3);
  });

  it('ends where the NAS has new rows for ever', async () => {
    let next = 0;
    const asker = oracle((question) => {
      const rows = rowsOf(pageOf(question).limit, name).map((_, index) => ({
        [name]: `row ${next + index}`,
      }));
      next += rows.length;
      return { [key]: rows, total: 1e15 };
    }, apis);
    expect((await read(asker)).length).toBeGreaterThanOrEqual(1000);
  });

  it('is read where the NAS sends more rows at once than a call takes arguments', async () => {
    expect((await readFrom(200_000, 200_000, () => [0, 200_000])).names).toHaveLength(200_000);
  });
});

describe('the list of clients', () => {
  const listOf = (count: number, totals: readonly number[]) => {
    const rows = rowsOf(count, 'client_id');
    const asker = oracle(
      (question) => {
        const { offset, limit } = pageOf(question);
        const items = rows.slice(offset, offset + limit);
        return { items, total: totals[offset === 0 ? 0 : 1] ?? totals[0] };
      },
      ['SYNO.SynologyDrive.Connection'],
    );
    return new DsmDrive(asker).clients();
  };

  it('has a problem when the NAS says there are more rows than it sent', async () => {
    for (const [sent, total] of [
      [0, 3],
      [1200, 1300],
    ] as const)
      expect((await listOf(sent, [total])).problem?.message).toBe(
        `SYNO.SynologyDrive.Connection list: the NAS says there are ${total} rows, but sent ${sent}`,
      );
  });

  it('has none when it is whole, or longer, or changed between two pages', async () => {
    expect((await listOf(1200, [1200])).problem).toBeUndefined();
    expect((await listOf(3, [1])).problem).toBeUndefined();
    expect((await listOf(1200, [1201, 1202])).problem).toBeUndefined();
  });
});
