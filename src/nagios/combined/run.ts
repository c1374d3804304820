import { SharedAnswers } from '../../drive/shared-answers.ts';
import type { Asker } from '../../dsm/client.ts';
import { InterruptedError } from '../../dsm/errors.ts';
import { type Check, type CheckContext, openDriveFor } from '../check.ts';
import type { Report } from '../finding.ts';
import { UsageError } from '../option.ts';
import { Thresholds } from '../thresholds.ts';
import { combine } from './combine.ts';
import { argumentsOf } from './options.ts';
import { failedPart, type Part } from './part.ts';

/** So long the first check has the NAS for itself, in milliseconds, and of a short run a quarter. */
const HEAD_START = 1000;

/** What one of several checks gets: its own options, and answers that all share. */
function contextOf(check: Check, all: readonly Check[], context: CheckContext, answers: Asker): CheckContext {
  const args = argumentsOf(check, all, context.args);
  const thresholds = new Thresholds(check.metrics, check.main, check.defaults, args);
  return { ...context, args, thresholds, drive: () => openDriveFor(answers, { args, api: context.api }) };
}

/** Several notice the same; it is said once. */
function tracedOnce(context: CheckContext): CheckContext {
  const said = new Set<string>();
  return {
    ...context,
    trace: (level, line) => {
      if (level === 1 && said.has(line)) return;
      said.add(line);
      context.trace(level, line);
    },
  };
}

async function judgePart(check: Check, context: CheckContext): Promise<Part> {
  try {
    return { check, ...(await check.run(context)) };
  } catch (error) {
    // The whole run is ended, or its command line wrong.
    if (error instanceof InterruptedError || error instanceof UsageError) throw error;
    return failedPart(check, error, context.timeoutState);
  }
}

type Asked = readonly [Check, CheckContext];

/** The same check, which asks nothing before that. */
const after = (begun: Promise<unknown>, [check, context]: Asked): Asked => [
  check,
  { ...context, drive: () => begun.then(() => context.drive()) },
];

const within = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds).unref());

/**
 * Runs all checks at once, but for a head start of the first: it brings the session, and measures how fast the NAS
 * answers while it is asked nothing else. Whose options are wrong has said so before that.
 */
async function judgeParts([first, ...others]: readonly Asked[], seconds: number): Promise<Part[]> {
  if (!first) return [];
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const later = others.map((asked) => judgePart(...after(begun, asked)));
  await Promise.race([Promise.all(later), new Promise(setImmediate)]);
  const ahead = judgePart(...first);
  const headStart = within(Math.min(HEAD_START, seconds * 250));
  void Promise.race([ahead, headStart]).then(begin, begin);
  return Promise.all([ahead, ...later]);
}

/** Judges by several checks of `all` within one run. Throws UsageError, and InterruptedError when the run is ended. */
export async function runCombined(
  chosen: readonly Check[],
  all: readonly Check[],
  context: CheckContext,
): Promise<Report> {
  const answers = new SharedAnswers(context.client, context.concurrency);
  const common = tracedOnce(context);
  // Of those that are left out as well: a threshold that is none is a mistake today, not when they come back.
  const contexts = all.map((check) => [check, contextOf(check, all, common, answers)] as const);
  const asked = contexts.filter(([check]) => chosen.includes(check));
  const parts = await judgeParts(asked, context.seconds);
  return combine(parts, context.args.has('verbose'));
}
