import { type Check, executableOf, optionsOf, type PerfdataTable } from '../../nagios/check.ts';
import { PERFDATA_UNITS, RANGES } from '../../nagios/help.ts';
import { exitCodes } from '../../nagios/status.ts';
import type { Chapter, Meaning, Program } from './program.ts';
import { ASKING, EXTRA_OPTS, INI_FILES, STATE_FOLDER, TRUST } from './surroundings.ts';

const OUTPUT =
  'One line, first for people, then, after a vertical bar, performance data for graphs. More lines, about what is wrong with ' +
  'which row, follow from -v on or where the state is not OK. Nothing is written to standard error.';

const WORDS: Readonly<Record<keyof typeof exitCodes, string>> = {
  OK: 'OK: all is well.',
  WARNING: 'WARNING: somebody should look at it.',
  CRITICAL: 'CRITICAL: it is broken, or will be soon.',
  UNKNOWN: 'UNKNOWN: it cannot be told. Also after --help, --version and a mistake on the command line.',
};

const EXITS: readonly Meaning[] = Object.entries(exitCodes).map(([state, code]) => ({
  word: String(code),
  says: WORDS[state as keyof typeof exitCodes],
}));

const perfdataChapter = ({ when, metrics }: PerfdataTable): Chapter => ({
  title: 'PERFORMANCE DATA',
  intro: `Performance data, ${when}:`,
  list: metrics.map(({ name, title, unit }) => ({
    word: name,
    says: unit === 'count' ? title : `${title}, in ${PERFDATA_UNITS[unit]}`,
  })),
});

/** A check as everybody sees it from outside. */
export function checkProgram(check: Check): Program {
  const name = executableOf(check);
  const command = `${name} -H nas.example.com -u monitor --password-file /etc/nas.secret`;
  return {
    name,
    about: check.about,
    usage: ['-H HOST -u NAME --password-file FILE [options]', '--help', '--version'],
    description: [
      'A plugin for Nagios, Icinga, Naemon and whatever else runs plugins by the Monitoring Plugins guidelines.',
      RANGES.join(' '),
    ],
    verbs: [],
    options: optionsOf(check),
    chapters: [
      {
        title: 'OUTPUT',
        intro: `${OUTPUT} The line begins with DRIVE ${check.name} and the state.`,
        list: [],
      },
      ...check.perfdata.map(perfdataChapter),
    ],
    environment: [...ASKING, EXTRA_OPTS, ...TRUST],
    files: [...INI_FILES, STATE_FOLDER],
    exits: EXITS,
    examples: check.examples.map(({ says, args }) => ({ says, command: `${command} ${args}`.trimEnd() })),
  };
}
