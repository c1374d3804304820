import { parseDuration } from '../config/duration.ts';
import { connect } from '../config/nas.ts';
import { DRIVE_CODES } from '../drive/codes.ts';
import { DIALECTS, DRIVE_APIS } from '../drive/dialect.ts';
import { type Deadline, reasonOf, startDeadline } from '../dsm/deadline.ts';
import { traceInto } from '../dsm/trace.ts';
import { type Arguments, parseArguments } from './arguments.ts';
import { type Check, executableOf, openDriveFor, optionsOf } from './check.ts';
import { nasFromArguments, wholeNumber } from './connection-options.ts';
import type { Report } from './finding.ts';
import { endsTheRun, judgeError } from './judge-error.ts';
import { loadHelp } from './load-help.ts';
import { type OptionSpec, UsageError } from './option.ts';
import { type Rendered, render } from './output.ts';
import { parseState, type State } from './status.ts';
import { Thresholds } from './thresholds.ts';

/** What a run gets from the process it is in. */
export interface Host {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that the process has been running already: they count towards the time-out. */
  readonly elapsed: () => number;
  /** Called with what to do when the run is to end early. */
  readonly onInterrupt: (end: (reason: string) => void) => void;
}

/** So long after the deadline the run is over even if something hangs that no signal reaches (milliseconds). */
const GRACE = 350;

interface Settings {
  readonly args: Arguments;
  readonly thresholds: Thresholds;
  readonly seconds: number;
  readonly timeoutState: State;
  readonly concurrency: number;
  readonly api: (typeof DIALECTS)[number];
}

const parseSeconds = (text: string) => {
  const seconds = parseDuration(text);
  return seconds !== undefined && seconds > 0 && seconds <= 3600 ? seconds : undefined;
};

function readSettings(check: Check, args: Arguments): Settings {
  return {
    args,
    thresholds: new Thresholds(check.metrics, check.main, check.defaults, args),
    seconds: args.parsed('timeout', parseSeconds, 'seconds, more than 0 and at most 3600') ?? check.timeout,
    timeoutState:
      args.parsed('timeout-state', parseState, 'critical, unknown, warning, ok or 0-3') ?? 'CRITICAL',
    concurrency: args.parsed('concurrency', wholeNumber(1, 64), 'a number from 1 to 64') ?? 4,
    api:
      args.parsed('api', (text) => DIALECTS.find((dialect) => dialect === text), DIALECTS.join(' or ')) ??
      'auto',
  };
}

/** Rejects a little after the deadline, whatever still hangs. */
function guard({ signal }: Deadline): Promise<never> {
  return new Promise((_resolve, reject) => {
    const late = () => setTimeout(() => reject(reasonOf(signal)), GRACE).unref();
    if (signal.aborted) late();
    else signal.addEventListener('abort', late, { once: true });
  });
}

/** Asks and judges. Throws what makes a verdict impossible. */
async function judgeNas(
  check: Check,
  settings: Settings,
  host: Host,
  notes: string[],
  password: string | undefined,
): Promise<Report> {
  const { args, seconds } = settings;
  const nas = nasFromArguments(args, password);
  const deadline = startDeadline(seconds * 1000 - host.elapsed(), seconds);
  host.onInterrupt(deadline.interrupt);
  const trace = traceInto(notes, args.times('verbose'));
  const { client, memory, identity } = connect(nas, {
    deadline,
    trace,
    apis: DRIVE_APIS,
    families: [DRIVE_CODES],
  });
  const run = check.run({
    ...settings,
    client,
    drive: () => openDriveFor(client, settings),
    folder: memory.folder,
    identity,
    trace,
    now: Math.floor(Date.now() / 1000),
  });
  try {
    return await Promise.race([run, guard(deadline)]);
  } finally {
    // Past the deadline there is a moment left to log out; before it, as long as the NAS usually takes.
    await client.end(Math.max(GRACE - 50, Math.min(2000, deadline.left())));
    deadline.clear();
  }
}

/** The verdict of a run that came to none. */
function reportError(error: unknown, timeoutState: State): Report {
  const finding = judgeError(error, endsTheRun(error) ? 'UNKNOWN' : timeoutState);
  return { findings: [finding], summary: finding.text, perfdata: [] };
}

const usageLine = (check: Check) =>
  `Usage: ${executableOf(check)} -H HOST -u NAME --password-file FILE [options], --help lists them all`;

/** The time-out of the command line itself, before it is parsed: files may still bring more options. */
function typedTimeout(argv: readonly string[]): number | undefined {
  const typed = argv.flatMap((word, index) => {
    if (word === '-t' || word === '--timeout') return [argv[index + 1] ?? ''];
    return /^(?:-t|--timeout=)(.+)$/.exec(word)?.slice(1) ?? [];
  });
  return parseSeconds(typed.at(-1) ?? '');
}

async function expand(
  host: Host,
  check: Check,
): Promise<{ argv: readonly string[]; password: string | undefined }> {
  if (!host.argv.some((word) => word.startsWith('--extra-opts')))
    return { argv: host.argv, password: undefined };
  const { readExtraOpts } = await import('./read-extra-opts.ts');
  const patience = (typedTimeout(host.argv) ?? check.timeout) * 1000 - host.elapsed();
  return readExtraOpts(host.argv, executableOf(check), host.env, patience);
}

async function answerInfo(
  check: Check,
  specs: readonly OptionSpec[],
  args: Arguments,
): Promise<Rendered | undefined> {
  if (args.has('help')) {
    const { renderHelp } = await loadHelp();
    return { state: 'UNKNOWN', text: await renderHelp(check, specs) };
  }
  if (!args.has('version')) return undefined;
  const { version } = await import('../version.ts');
  return { state: 'UNKNOWN', text: `${executableOf(check)} ${version} (synology-drive-monitoring)\n` };
}

/** Runs a check from its command line to its output. Never throws. */
export async function execute(check: Check, host: Host): Promise<Rendered> {
  const notes: string[] = [];
  let timeoutState: State = 'CRITICAL';
  let level = 0;
  try {
    const specs = optionsOf(check);
    const { argv, password } = await expand(host, check);
    const args = parseArguments(argv, specs, check.suggest);
    const info = await answerInfo(check, specs, args);
    if (info) return info;
    level = args.times('verbose');
    const settings = readSettings(check, args);
    timeoutState = settings.timeoutState;
    const report = await judgeNas(check, settings, host, notes, host.env.SYNOLOGY_PASSWORD || password);
    return render(check.name, report, { level, notes });
  } catch (error) {
    const usage = error instanceof UsageError ? [usageLine(check)] : [];
    return render(check.name, reportError(error, timeoutState), { level, notes: [...usage, ...notes] });
  }
}
