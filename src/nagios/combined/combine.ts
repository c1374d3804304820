import type { Finding, Report } from '../finding.ts';
import { sayHeadline } from '../output.ts';
import { worst } from '../status.ts';
import { mergeFindings, named } from './merge.ts';
import { nameOf, type Part } from './part.ts';
import { combinedPerfdata } from './perfdata.ts';

const stateOf = ({ findings }: Part) => worst(findings.map(({ state }) => state));

/** `5 checks OK`; which ones, when nothing else is to be said. */
function summarize(parts: readonly Part[]): string {
  const well = parts.filter((part) => stateOf(part) === 'OK');
  if (well.length === 0) return '';
  const count = `${well.length} ${well.length === 1 ? 'check' : 'checks'} OK`;
  return well.length < parts.length
    ? count
    : `${count}: ${well.map(({ check }) => nameOf(check)).join(', ')}`;
}

/** One line a check, in the words that it has for itself; those that failed for one reason have one together. */
function sayParts(parts: readonly Part[]): Finding[] {
  const failed = parts.filter(({ cause }) => cause !== undefined);
  const judged = parts.filter(({ cause }) => cause === undefined);
  return [
    ...mergeFindings(failed, () => true).map((shared) => named(shared, parts)),
    ...judged.map((part) => ({
      state: stateOf(part),
      text: `${nameOf(part.check)}: ${sayHeadline(part.findings, part.summary)}`,
    })),
  ];
}

/** One report of several checks. `every`: what is well is wanted in detail, too. */
export function combine(parts: readonly Part[], every: boolean): Report {
  const findings = mergeFindings(parts, ({ state }) => every || state !== 'OK');
  const [worstOne] = findings;
  const oneCause = parts.length > 1 && worstOne?.parts.length === parts.length;
  return {
    findings: findings.map((shared) => named(shared, parts)),
    summary: summarize(parts),
    perfdata: combinedPerfdata(parts),
    // What is said once of all needs no line for each.
    parts: oneCause ? [] : sayParts(parts),
  };
}
