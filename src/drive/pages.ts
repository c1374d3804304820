import { countOf, listingOf, type Place } from './decode.ts';
import type { Listing } from './model.ts';

/** So many rows are asked for at once. */
export const PAGE = 1000;
/** More rows than this no NAS has: one that goes on and on is left. */
const MOST = 200_000;

interface Pages<Row> {
  /** Asks for one page. */
  readonly ask: (offset: number, limit: number) => Promise<Place>;
  readonly rowsOf: (page: Place) => readonly Row[];
}

/** Whether there is more to ask for, by what the NAS says there is, or else by a page that was full. */
const goesOn = (held: number, came: number, total: number | undefined) =>
  held < MOST && (total === undefined ? came >= PAGE : held < total);

/**
 * Reads a list page by page. A NAS that knows no pages and sends the same rows again, or fewer than it says there are,
 * ends it: a page without a new row is the last. A total that changes between two pages counts for nothing: rows came or
 * went meanwhile, and may have moved from one page to the other.
 */
export async function readPages<Row>({ ask, rowsOf }: Pages<Row>): Promise<Listing<Row>> {
  const rows: Row[] = [];
  const seen = new Set<string>();
  const totals = new Set<number | undefined>();
  for (;;) {
    const page = await ask(rows.length, PAGE);
    const total = countOf(page.fields.total);
    totals.add(total);
    const came = rowsOf(page);
    // Within one page, rows may be alike; between pages, only those of before come again.
    const keys = came.map((row) => JSON.stringify(row));
    const fresh = came.filter((_, index) => !seen.has(keys[index] ?? ''));
    for (const row of fresh) rows.push(row);
    if (fresh.length === 0 || !goesOn(rows.length, came.length, total))
      return listingOf(page, rows, totals.size === 1 ? total : undefined);
    for (const key of keys) seen.add(key);
  }
}
