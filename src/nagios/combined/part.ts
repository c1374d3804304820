import { ApiError } from '../../dsm/errors.ts';
import type { Check } from '../check.ts';
import type { Finding, Report } from '../finding.ts';
import { judgeError } from '../judge-error.ts';
import type { State } from '../status.ts';

/** What one of several checks came to. */
export interface Part extends Report {
  readonly check: Check;
  /** Why it came to nothing; the same for all that failed for one reason. */
  readonly cause?: string;
}

/** A check as it is called in the middle of a sentence. */
export const nameOf = ({ name }: Check): string => name.toLowerCase();

/** One reason may keep the NAS from answering several questions: which one does not belong to it. */
function causeOf(error: unknown, { text }: Finding): string {
  return error instanceof ApiError ? text.replace(`${error.api} ${error.method} `, '') : text;
}

/** A check that came to no verdict. */
export function failedPart(check: Check, error: unknown, timeoutState: State): Part {
  const finding = judgeError(error, timeoutState);
  return { check, findings: [finding], summary: '', perfdata: [], cause: causeOf(error, finding) };
}
