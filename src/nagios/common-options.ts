import { DIALECTS } from '../drive/dialect.ts';
import { CONNECTION_OPTIONS } from './connection-options.ts';
import type { OptionSpec } from './option.ts';

const group = 'Run:';

/** What every check has beside its own options; `timeout` is the check's own default in seconds. */
export function commonOptions(timeout: number): OptionSpec[] {
  return [
    ...CONNECTION_OPTIONS,
    {
      name: 'api',
      kind: 'value',
      metavar: DIALECTS.join('|'),
      help: "which dialect of Drive's API to speak",
      fallback: 'auto: what the NAS announces',
      example: 'documented',
      group,
    },
    {
      name: 'timeout',
      letter: 't',
      kind: 'value',
      metavar: 'SECONDS',
      help: 'end of the whole run, waiting for a log-in included',
      unit: 'seconds',
      fallback: String(timeout),
      example: '20',
      group,
    },
    {
      name: 'concurrency',
      kind: 'value',
      metavar: 'N',
      help: 'requests at a time',
      fallback: '4',
      example: '2',
      group,
    },
    {
      name: 'timeout-state',
      kind: 'value',
      metavar: 'STATE',
      help: 'state when the NAS cannot be reached in time (time, name, refused, reset, HTTP 5xx): critical, unknown, warning, ok or 0-3',
      fallback: 'critical',
      example: 'unknown',
      group,
    },
    {
      name: 'extra-opts',
      kind: 'list',
      metavar: '[SECTION][@FILE]',
      help: 'take options from an ini file; they come before those of the command line',
      fallback: 'the section named after the executable, in the usual files',
      example: 'nas@/etc/nagios/plugins.ini',
      group,
    },
    {
      name: 'verbose',
      letter: 'v',
      kind: 'count',
      help: '-v every item, -vv the requests made, -vvv everything to diagnose',
      group,
    },
    { name: 'version', letter: 'V', kind: 'flag', help: 'print the version', group },
    { name: 'help', letter: 'h', kind: 'flag', help: 'print this help', group },
  ];
}
