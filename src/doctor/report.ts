import { clean } from '../nagios/text.ts';
import type { Finding, StepState } from './finding.ts';
import type { SeenField } from './watch.ts';

const MARKS: Readonly<Record<StepState, string>> = {
  ok: 'ok',
  refused: 'refused',
  absent: 'absent',
  failed: 'FAILED',
};
const COLOURS: Readonly<Record<StepState, number>> = { ok: 32, refused: 33, absent: 33, failed: 31 };

const sayField = ({ name, types }: SeenField) => `${name} (${types.join(', ')})`;

function fieldLines({ fields }: Finding): string[] {
  if (!fields) return [];
  return [
    ['decoded', fields.decoded.map(sayField)],
    ['missing', fields.missing],
    ['unknown', fields.unknown.map(sayField)],
  ]
    .filter(([, names]) => (names?.length ?? 0) > 0)
    .map(([what, names]) => `    ${what}: ${clean((names as readonly string[]).join(', '), 1000)}`);
}

/** A finding as lines for people; in colour where somebody watches. */
export function sayFinding(finding: Finding, coloured: boolean): string[] {
  const { step, state, words, milliseconds, rows } = finding;
  const mark = MARKS[state].padEnd(8);
  const painted = coloured ? `\u001b[${COLOURS[state]}m${mark}\u001b[0m` : mark;
  const size = rows === undefined ? '' : ` [${rows} ${rows === 1 ? 'row' : 'rows'}]`;
  return [
    `${painted}${step.padEnd(12)} ${clean(words, 600)}${size} (${milliseconds} ms)`,
    ...fieldLines(finding),
  ];
}
