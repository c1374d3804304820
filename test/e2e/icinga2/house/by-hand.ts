import { join } from 'node:path';
import { type CheckId, executable, launch } from '../../../support/checks.ts';
import { splitOutput } from '../../../support/consumers.ts';
import type { CheckResult } from './api.ts';
import { asIcinga } from './icinga-user.ts';
import type { Site } from './site.ts';

/** What a run of a check said, from whoever saw it. */
export interface Said {
  readonly state: number | null;
  /** All lines, without performance data. */
  readonly words: string;
  readonly perfdata: readonly string[];
}

/** Runs a check on the command line as Icinga's user. */
export async function byHand(
  site: Site,
  check: CheckId,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const [file, ...before] = asIcinga(join(site.plugins, executable(check)), ...args);
  const path = `${site.plugins}:/usr/sbin:/usr/bin:/sbin:/bin`;
  const { code, stdout } = await launch(file, before, { env: { PATH: path, ...env } }).ended;
  const { short, long, perfdata } = splitOutput(stdout.trimEnd());
  return {
    state: code,
    words: [short, long].filter((part) => part !== null).join('\n'),
    perfdata: perfdata?.split(' ') ?? [],
  };
}

/** What Icinga understood of a run of its own; it leaves the blank in front of the performance data. */
export const understood = ({ exit_status, output, performance_data }: CheckResult): Said => ({
  state: exit_status,
  words: output.replace(/ ?$/gm, '').trimEnd(),
  perfdata: performance_data,
});

/** What differs from one run to the next, however soon. */
const MEASURED = /(?<=answered in )[\d.]+|(?<=^(?:\w+_)?(?:response_time|certificate_days|oldest)=)-?[\d.]+/;

/** The same without what differs from one run to the next. */
export const timeless = ({ state, words, perfdata }: Said): Said => ({
  state,
  words: words.replace(MEASURED, '<n>'),
  perfdata: perfdata.map((item) => item.replace(MEASURED, '<n>')),
});
