import type { Report } from '../finding.ts';
import { sayHeadline } from '../output.ts';
import { worst } from '../status.ts';
import { mergeFindings, sayParts } from './merge.ts';
import { nameOf, type Part } from './part.ts';
import { combinedPerfdata } from './perfdata.ts';

const stateOf = ({ findings }: Part) => worst(findings.map(({ state }) => state));

/** `5 checks OK`; which ones, when nothing else is to be said. */
function summarize(parts: readonly Part[]): string {
  const well = parts.filter((part) => stateOf(part) === 'OK');
  const count = `${well.length} ${well.length === 1 ? 'check' : 'checks'} OK`;
  if (well.length === 0) return '';
  return well.length < parts.length
    ? count
    : `${count}: ${well.map(({ check }) => nameOf(check)).join(', ')}`;
}

/** One report of several checks. `every`: what is well is wanted in detail, too. */
export function combine(parts: readonly Part[], every: boolean): Report {
  const findings = mergeFindings(parts, ({ state }) => every || state !== 'OK');
  const lines = sayParts(parts, sayHeadline);
  // What is said once for all needs no line for each.
  const [only] = findings.filter(({ state }) => state !== 'OK');
  const oneCause =
    parts.length > 1 &&
    only !== undefined &&
    parts.every(({ findings: own }) => own.some(({ text }) => text === only.text));
  return {
    findings,
    summary: summarize(parts),
    perfdata: combinedPerfdata(parts),
    parts: oneCause ? [] : lines,
  };
}
