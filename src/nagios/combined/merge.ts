import type { Finding } from '../finding.ts';
import { SEVERITY, worst } from '../status.ts';
import { nameOf, type Part } from './part.ts';

/** What is said of one check, or of several alike. */
export interface SharedFinding {
  readonly parts: readonly Part[];
  readonly finding: Finding;
}

interface Ranked {
  readonly part: Part;
  readonly finding: Finding;
  /** How many problems as bad its check has before it. */
  readonly rank: number;
}

/** Worst first, and of each check one problem before any has a second, so that no check hides another. */
function inTurns(parts: readonly Part[], wanted: (finding: Finding) => boolean): Ranked[] {
  const ranked = parts.flatMap((part) => {
    const ranks: Record<string, number> = {};
    return part.findings.filter(wanted).map((finding): Ranked => {
      const rank = ranks[finding.state] ?? 0;
      if (finding.state !== 'OK') ranks[finding.state] = rank + 1;
      return { part, finding, rank };
    });
  });
  const severity = ({ finding }: Ranked) => SEVERITY.indexOf(finding.state);
  return ranked.sort((a, b) => severity(b) - severity(a) || a.rank - b.rank);
}

/** What several checks say alike, or fail by for one reason, becomes one; what one check says twice stays two. */
export function mergeFindings(
  parts: readonly Part[],
  wanted: (finding: Finding) => boolean,
): SharedFinding[] {
  const merged = new Map<string, SharedFinding>();
  const times = new Map<string, number>();
  for (const { part, finding } of inTurns(parts, wanted)) {
    const text = part.cause ?? finding.text;
    const own = `${part.check.id} ${text}`;
    const before = times.get(own) ?? 0;
    times.set(own, before + 1);
    const key = `${before} ${text}`;
    const { parts: others, finding: first } = merged.get(key) ?? { parts: [], finding };
    merged.set(key, {
      parts: [...others, part],
      finding: { state: worst([first.state, finding.state]), text: first.text },
    });
  }
  return [...merged.values()];
}

/** `quota, last sync: …`; what all of several say belongs to none of them. */
export function named({ parts, finding }: SharedFinding, all: readonly Part[]): Finding {
  if (all.length > 1 && parts.length === all.length) return finding;
  const names = parts.map(({ check }) => nameOf(check)).join(', ');
  return { state: finding.state, text: `${names}: ${finding.text}` };
}
