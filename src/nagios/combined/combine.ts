import type { Report } from '../finding.ts';
import { worst } from '../status.ts';
import { sayLines } from './lines.ts';
import { mergeFindings, named } from './merge.ts';
import { nameOf, type Part } from './part.ts';
import { combinedPerfdata } from './perfdata.ts';

/** `5 checks OK`; which ones, when nothing else is to be said. */
function sayWell(parts: readonly Part[]): string[] {
  const well = parts.filter(
    ({ findings, cause }) => cause === undefined && worst(findings.map(({ state }) => state)) === 'OK',
  );
  if (well.length === 0) return [];
  const count = `${well.length} ${well.length === 1 ? 'check' : 'checks'} OK`;
  return well.length < parts.length
    ? [count]
    : [`${count}: ${well.map(({ check }) => nameOf(check)).join(', ')}`];
}

/** Why checks came to nothing which `--timeout-state ok` excuses: that is no problem, but nothing was found well either. */
function sayExcused(parts: readonly Part[]): string[] {
  const failed = parts.filter(({ cause }) => cause !== undefined);
  return mergeFindings(failed, ({ state }) => state === 'OK').map((one) => named(one, parts).text);
}

/** One report of several checks. `every`: what is well is wanted in detail, too. */
export function combine(parts: readonly Part[], every: boolean): Report {
  const merged = mergeFindings(parts, ({ state }) => every || state !== 'OK');
  // What is said once of all needs no line for each.
  const oneCause = parts.length > 1 && merged[0]?.parts.length === parts.length;
  return {
    findings: merged.map((one) => named(one, parts)),
    summary: [...sayExcused(parts), ...sayWell(parts)].join('. '),
    perfdata: combinedPerfdata(parts),
    lines: oneCause ? [] : sayLines(parts, merged),
  };
}
