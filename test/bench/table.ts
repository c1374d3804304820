import type { Rival } from './contestant.ts';
import type { Question } from './question.ts';
import type { Result } from './result.ts';

const HEAD = [
  ['contestant', 'http', 'https', 'to Python', 'to check_http', 'requests', 'memory'],
  ['', 'ms', 'ms', 'http / https', 'http / https', 'made', 'MiB'],
];

const ASKED: Readonly<Record<Question, string>> = { connections: '', clients: ', 20 000 rows' };

function nameOf(rival: Rival, question: Question | undefined): string {
  if (question === undefined) return 'node -e 0';
  const check = `check_synology_drive_${question}`;
  const name = rival === 'ours' ? check : rival === 'native' ? `${check}, native` : rival;
  return name + ASKED[question];
}

const ratios = (http: number | undefined, https: number | undefined) =>
  http === undefined || https === undefined ? '' : `${http.toFixed(2)} / ${https.toFixed(2)}`;

function cells({ rival, question, http, https, requests, memory }: Result): string[] {
  return [
    nameOf(rival, question),
    http.median.toFixed(1),
    https.median.toFixed(1),
    ratios(http.toPython, https.toPython),
    ratios(http.toCheckHttp, https.toCheckHttp),
    String(requests),
    memory.toFixed(0),
  ];
}

/** The results for people: the first column to the left, numbers to the right. */
export function table(results: readonly Result[]): string {
  const rows = [...HEAD, ...results.map(cells)];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell[column === 0 ? 'padEnd' : 'padStart'](widths[column] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}
