import type { Arguments } from '../arguments.ts';
import type { Check } from '../check.ts';
import { combinedOptions, saySeveral, suggestPrefixed } from '../combined/options.ts';
import { combinedTables } from '../combined/perfdata.ts';
import { runCombined } from '../combined/run.ts';
import { type OptionSpec, UsageError } from '../option.ts';

const idsOf = (checks: readonly Check[]) => checks.map(({ id }) => id);

const skipOption = (checks: readonly Check[]): OptionSpec => ({
  name: 'skip',
  kind: 'list',
  metavar: 'CHECK',
  help: `leave this check out: ${saySeveral(idsOf(checks), 'or')}; repeatable`,
  example: 'last_sync',
  group: 'Selection:',
});

/** The checks that are left. Throws UsageError. */
function chooseChecks(checks: readonly Check[], args: Arguments): readonly Check[] {
  const find = (text: string) => {
    const id = text.trim().toLowerCase().replaceAll('-', '_');
    return checks.find((check) => check.id === id);
  };
  const skipped = args.allParsed('skip', find, saySeveral(idsOf(checks), 'or'));
  const left = checks.filter((check) => !skipped.includes(check));
  if (left.length === 0) throw new UsageError('--skip leaves no check to run: leave one of them out');
  return left;
}

/** The check that judges by all of these in one run: one session, no question twice, one service. */
export function combinedCheck(checks: readonly Check[]): Check {
  return {
    id: 'all',
    executable: 'check_synology_drive',
    name: 'ALL',
    about: `All of Synology Drive in one run: ${saySeveral(idsOf(checks), 'and')}`,
    metrics: [],
    main: '',
    defaults: {},
    options: [skipOption(checks), ...combinedOptions(checks)],
    perfdata: combinedTables(checks),
    timeout: Math.max(...checks.map(({ timeout }) => timeout)),
    examples: [
      { says: 'as they come: each check judges as it does alone', args: '' },
      {
        says: 'thresholds and rules of single checks',
        args: '--connections-critical 1: --quota-warning 80 --last-sync-warning 36h --sync-stalled 30m',
      },
      {
        says: 'without the checks that ask once a user, for a NAS with thousands of them',
        args: '--skip quota --skip last_sync',
      },
    ],
    suggest: (option) => suggestPrefixed(option, checks),
    run: async (context) => runCombined(chooseChecks(checks, context.args), checks, context),
  };
}
