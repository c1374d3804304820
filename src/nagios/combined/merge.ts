import type { Finding } from '../finding.ts';
import { SEVERITY, worst } from '../status.ts';
import { nameOf, type Part } from './part.ts';

/** What is said of one check, or of several alike. */
interface Shared {
  readonly parts: readonly Part[];
  readonly finding: Finding;
}

/** Worst first, and of each check one problem before any has a second, so that no check hides another. */
function inTurns(parts: readonly Part[], wanted: (finding: Finding) => boolean): Shared[] {
  const ranked = parts.flatMap((part) => {
    const ranks = new Map<string, number>();
    return part.findings.filter(wanted).map((finding) => {
      const rank = ranks.get(finding.state) ?? 0;
      ranks.set(finding.state, rank + 1);
      return { parts: [part], finding, rank: finding.state === 'OK' ? 0 : rank };
    });
  });
  const severity = ({ finding }: Shared) => SEVERITY.indexOf(finding.state);
  return ranked.sort((a, b) => severity(b) - severity(a) || a.rank - b.rank);
}

/** What several checks say alike, or fail by for one reason, is one finding of theirs. */
function joined(said: readonly Shared[]): Shared[] {
  const byText = new Map<string, Shared>();
  for (const { parts, finding } of said) {
    const [part] = parts;
    const key = part?.cause ?? finding.text;
    const known = byText.get(key);
    if (!known) byText.set(key, { parts, finding });
    else
      byText.set(key, {
        parts: [...new Set([...known.parts, ...parts])],
        finding: { state: worst([known.finding.state, finding.state]), text: known.finding.text },
      });
  }
  return [...byText.values()];
}

/** `quota, last sync: …`; what all of several say belongs to none of them. */
function named({ parts, finding }: Shared, all: readonly Part[]): Finding {
  if (all.length > 1 && parts.length === all.length) return finding;
  return {
    state: finding.state,
    text: `${parts.map(({ check }) => nameOf(check)).join(', ')}: ${finding.text}`,
  };
}

/** The findings of all checks with the name of each before them, as far as they are wanted. */
export function mergeFindings(parts: readonly Part[], wanted: (finding: Finding) => boolean): Finding[] {
  return joined(inTurns(parts, wanted)).map((shared) => named(shared, parts));
}

/** One line a check, in the words that it has for itself; those that failed for one reason have one together. */
export function sayParts(
  parts: readonly Part[],
  sayHeadline: (findings: readonly Finding[], summary: string) => string,
): Finding[] {
  const failed = parts.filter(({ cause }) => cause !== undefined);
  const judged = parts.filter(({ cause }) => cause === undefined);
  const shared = joined(inTurns(failed, () => true));
  return [
    ...shared.map((one) => named(one, parts)),
    ...judged.map(({ check, findings, summary }) => ({
      state: worst(findings.map(({ state }) => state)),
      text: `${nameOf(check)}: ${sayHeadline(findings, summary)}`,
    })),
  ];
}
