import type { Finding } from '../finding.ts';
import { bySeverity, sayHeadline } from '../output.ts';
import { worst } from '../status.ts';
import { mergeFindings, named, type SharedFinding } from './merge.ts';
import { nameOf, type Part } from './part.ts';

/** The line of one check, in the words that it has for itself; those that failed for one reason have one together. */
function linesOf(part: Part, failures: readonly SharedFinding[], all: readonly Part[]): Finding[] {
  if (part.cause !== undefined)
    return failures.filter(({ parts }) => parts[0] === part).map((shared) => named(shared, all));
  const state = worst(part.findings.map((finding) => finding.state));
  return [{ state, text: `${nameOf(part.check)}: ${sayHeadline(part.findings, part.summary)}` }];
}

/** What stands below the first line: a line for each check, then what does not stand at the beginning of one of them. */
export function sayLines(parts: readonly Part[], merged: readonly SharedFinding[]): Finding[] {
  const failed = parts.filter(({ cause }) => cause !== undefined);
  const failures = mergeFindings(failed, () => true);
  const lines = bySeverity(parts.flatMap((part) => linesOf(part, failures, parts)));
  const headlines = new Map(
    parts.map((part) => [part, sayHeadline(part.findings, part.cause === undefined ? part.summary : '')]),
  );
  const isSaid = (part: Part, text: string) =>
    part.cause !== undefined || (headlines.get(part)?.startsWith(text) ?? false);
  const others = merged.filter(({ parts: whose, finding }) =>
    whose.some((part) => !isSaid(part, finding.text)),
  );
  return [...lines, ...others.map((shared) => named(shared, parts))];
}
