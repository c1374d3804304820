import { readIcinga, readPnp, splitOutput } from './consumers.ts';

const FIRST_LINE =
  /^DRIVE (?:HEALTH|CONNECTIONS|CLIENTS|SYNC|QUOTA|LAST SYNC|ALL) (OK|WARNING|CRITICAL|UNKNOWN) - \S/;
const CODES: Readonly<Record<string, number>> = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 };
/** What a terminal, a web interface or a reader of lines could obey, and halves of letters. */
const HARMFUL =
  /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]|<[a-z/!?]/i;
const RANGE = String.raw`@?(?:(?:~|-?\d+(?:\.\d+)?)?:)?(?:-?\d+(?:\.\d+)?)?`;
const ITEM = new RegExp(
  String.raw`^[A-Za-z0-9_]+=-?\d+(?:\.\d+)?(?:s|B|%|c)?(?:;(?:${RANGE})(?:;(?:${RANGE})(?:;-?\d*(?:\.\d+)?){0,2})?)?$`,
);

/** An output of a check, and what surrounds it. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
  /** The `--timeout` of the run. */
  readonly seconds: number;
  /** What may stand in no output. */
  readonly secrets: readonly string[];
}

function perfdataProblems(perfdata: string): string[] {
  const items = perfdata.split(' ');
  const labels = items.map((item) => item.slice(0, item.indexOf('=')));
  const read = (consume: (text: string) => { label: string }[]) => {
    try {
      return consume(perfdata)
        .map(({ label }) => label)
        .join(' ');
    } catch (error) {
      return String(error);
    }
  };
  return [
    ...items.filter((item) => !ITEM.test(item)).map((item) => `perfdata is malformed: ${item}`),
    ...(new Set(labels).size < labels.length ? ['a perfdata label stands twice'] : []),
    ...(read(readPnp) === labels.join(' ') ? [] : [`pnp4nagios reads other perfdata: ${read(readPnp)}`]),
    ...(read(readIcinga) === labels.join(' ') ? [] : [`Icinga reads other perfdata: ${read(readIcinga)}`]),
  ];
}

/** What of an output would be wrong whatever the check found out. */
export function illegalities(outcome: Outcome): string[] {
  const { code, stdout, stderr, milliseconds, seconds, secrets } = outcome;
  const [first = '', ...more] = stdout.split('\n');
  const [words = ''] = first.split(' | ');
  const { perfdata } = splitOutput(stdout);
  const wrong = [
    [CODES[FIRST_LINE.exec(first)?.[1] ?? ''] !== code, `exit code ${code} under another first line`],
    [!stdout.endsWith('\n') || /^\s*$/m.test(stdout.slice(0, -1)), 'an empty line, or none at the end'],
    [/[^\S\n]\n|[^\S\n]{2}/.test(stdout), 'blanks at the end of a line, or two in a row'],
    [first.split('|').length > 2 || more.some((line) => line.includes('|')), 'a | that begins no perfdata'],
    [words.includes(';') || more.some((line) => line.includes(';')), 'a ; in the words'],
    [Buffer.byteLength(stdout) >= 4096, `${Buffer.byteLength(stdout)} bytes`],
    [HARMFUL.test(stdout), 'characters that somebody may obey'],
    [secrets.some((secret) => stdout.includes(secret)), 'a secret'],
    [stderr !== '', `on stderr: ${stderr}`],
    [milliseconds > seconds * 1000 + 500, `${Math.round(milliseconds)} ms with a timeout of ${seconds} s`],
  ] as const;
  const found = wrong.filter(([is]) => is).map(([, text]) => text);
  return perfdata === null ? found : [...found, ...perfdataProblems(perfdata)];
}
