import type { Finding, Report } from './finding.ts';
import { formatPerfdata, type PerfdataItem } from './perfdata.ts';
import { SEVERITY, type State, worst } from './status.ts';
import { clean, truncateBytes } from './text.ts';

/** NRPE and Nagios cut long output, at worst in the middle of the perfdata; ours ends below 4 KiB. */
const MOST = 4000;
const MOST_PERFDATA = 2400;
const MOST_HEADLINE = 900;
/** So many characters of culprits stand in the first line, whole; at least one does. */
const CULPRITS = 160;

const bytes = (text: string) => Buffer.byteLength(text);

const isProblem = ({ state }: Finding) => state !== 'OK';

/** Worst first. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return SEVERITY.toReversed().flatMap((state) => findings.filter((finding) => finding.state === state));
}

/** `anna: 97 % …, bob: 93 % …, +3 more`, worst first. */
function sayCulprits(problems: readonly Finding[]): string {
  const said: string[] = [];
  // Of several, each has its whole text in a line below.
  const room = problems.length > 1 ? CULPRITS : 400;
  for (const { text } of problems) {
    const cleaned = clean(text, room);
    if (said.length > 0 && said.join(', ').length + cleaned.length > CULPRITS) break;
    said.push(cleaned);
  }
  const more = problems.length - said.length;
  return said.join(', ') + (more > 0 ? `, +${more} more` : '');
}

/** What is wrong, then what was looked at, unless that says the same. */
export function sayHeadline(findings: readonly Finding[], looked: string): string {
  const problems = bySeverity(findings).filter(isProblem);
  const summary = clean(looked, MOST_HEADLINE);
  if (problems.length === 0) return summary;
  const culprits = sayCulprits(problems);
  return summary === '' || culprits.includes(summary) ? culprits : `${culprits}. ${summary}`;
}

/** As many items as there is room for; the first ones are those that every run has. */
function fitPerfdata(items: readonly PerfdataItem[]): { text: string; left: number } {
  let size = 0;
  const fitting = items.filter((item) => {
    size += bytes(formatPerfdata([item])) + 1;
    return size <= MOST_PERFDATA;
  });
  return { text: formatPerfdata(fitting), left: items.length - fitting.length };
}

/** As many lines as there is room for, and how many were left out. */
function fitLines(lines: readonly (() => string)[], room: number): string[] {
  const fitting: string[] = [];
  let left = room - 40;
  for (const makeLine of lines) {
    const line = makeLine();
    left -= bytes(line) + 1;
    if (left < 0) return [...fitting, `and ${lines.length - fitting.length} more lines`];
    fitting.push(line);
  }
  return fitting;
}

const sayLine = ({ state, text }: Finding) => `[${state}] ${clean(text, 300)}`;

/** What stands below the first line: every item with `-v`, otherwise the problems, if that does not name the only one. */
function linesOf({ findings, lines }: Report, level: number): readonly Finding[] {
  const sorted = bySeverity(findings);
  const problems = sorted.filter(isProblem);
  if (lines) return level > 0 || problems.length > 0 ? lines : [];
  if (level > 0) return sorted;
  return problems.length > 1 ? problems : [];
}

export interface Verbosity {
  /** 0 to 3. */
  readonly level: number;
  /** Lines noticed on the way. */
  readonly notes: readonly string[];
}

export interface Rendered {
  readonly state: State;
  readonly text: string;
}

/**
 * A report in the form that Nagios and Icinga read: `DRIVE <NAME> <STATUS> - words | perfdata`, then a line for each
 * problem (with `-v`: each item), then what was noticed.
 */
export function render(name: string, report: Report, { level, notes }: Verbosity): Rendered {
  const state = worst(report.findings.map((finding) => finding.state));
  const perfdata = fitPerfdata(report.perfdata);
  const words = truncateBytes(
    clean(sayHeadline(report.findings, report.summary), MOST_HEADLINE),
    MOST_HEADLINE,
  );
  const first = `DRIVE ${name} ${state} - ${words}${perfdata.text === '' ? '' : ` | ${perfdata.text}`}`;
  const lines = linesOf(report, level).map((finding) => () => sayLine(finding));
  const left = perfdata.left > 0 ? [() => `perfdata of ${perfdata.left} more items found no room`] : [];
  const noted = notes.map((note) => () => clean(note, 300));
  return {
    state,
    text: `${[first, ...fitLines([...left, ...lines, ...noted], MOST - bytes(first))].join('\n')}\n`,
  };
}
