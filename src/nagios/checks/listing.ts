import type { Listing } from '../../drive/model.ts';
import type { Trace } from '../../dsm/trace.ts';

/** Says when a list is not as long as the NAS says it is. */
export function noteSize({ rows, total }: Listing<unknown>, trace: Trace): void {
  if (total !== undefined && total !== rows.length)
    trace(1, `the NAS says there are ${total} rows, but sent ${rows.length}`);
}
