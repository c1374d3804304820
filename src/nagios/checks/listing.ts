import type { Listing } from '../../drive/model.ts';
import type { Trace } from '../../dsm/trace.ts';
import type { Finding } from '../finding.ts';

/**
 * What is wrong with a list that is shorter than the NAS says: rows are judged, but what is not among them, or counts
 * them, says nothing. One that is longer is merely strange.
 */
export function judgeSize({ rows, total, problem }: Listing<unknown>, trace: Trace): Finding[] {
  if (problem) return [{ state: 'UNKNOWN', text: problem.words }];
  if (total !== undefined && total !== rows.length)
    trace(1, `the NAS says there are ${total} rows, but sent ${rows.length}`);
  return [];
}
