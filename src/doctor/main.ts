import { writeFileSync } from 'node:fs';
import { parseDuration } from '../config/duration.ts';
import { type ConnectOptions, connect, type NasConfig } from '../config/nas.ts';
import { DRIVE_CODES } from '../drive/codes.ts';
import { DIALECTS, DRIVE_APIS, type DriveChoice } from '../drive/dialect.ts';
import { startDeadline } from '../dsm/deadline.ts';
import { DsmError } from '../dsm/errors.ts';
import { type Arguments, parseArguments } from '../nagios/arguments.ts';
import { nasFromArguments } from '../nagios/connection-options.ts';
import { UsageError } from '../nagios/option.ts';
import { version } from '../version.ts';
import { type Examination, examine } from './examine.ts';
import type { Finding } from './finding.ts';
import { enrol } from './login.ts';
import { DOCTOR_OPTIONS } from './options.ts';
import { prompt } from './prompt.ts';
import { makeRecord } from './record.ts';
import { sayFinding } from './report.ts';
import { type GivenFiles, suggestCommands, suggestYaml } from './suggest.ts';

const NAME = 'synology-drive-doctor';
const USAGE = `Looks at everything that the checks and the bridge need of a NAS, and says what it saw.

Usage: $0 -H HOST -u NAME [options]
       $0 login -H HOST -u NAME --device-id-file FILE [--code DIGITS]   enrols this machine for 2FA`;
const EXITS = ['Exit: 0 all well, 1 in part, 2 no question about Drive was answered.'];

const say = (line: string) => process.stdout.write(`${line}\n`);
const onTerminal = process.stdout.isTTY === true;
const coloured = onTerminal && !process.env.NO_COLOR;

async function passwordOf(args: Arguments): Promise<string | undefined> {
  const given = process.env.SYNOLOGY_PASSWORD;
  if (given || args.has('password-file')) return given;
  return prompt(
    `Password of ${args.text('username') ?? 'the account'}`,
    true,
    'Give --password-file or SYNOLOGY_PASSWORD',
  );
}

function choiceOf(args: Arguments): DriveChoice {
  const dialect = args.parsed(
    'api',
    (text) => DIALECTS.find((known) => known === text),
    DIALECTS.join(' or '),
  );
  return { dialect: dialect ?? 'auto', volume: args.text('volume') };
}

function connectOptions(args: Arguments): ConnectOptions {
  const seconds = args.parsed('timeout', parseDuration, 'a duration such as 60') ?? 60;
  return {
    deadline: startDeadline(seconds * 1000, seconds),
    trace: () => undefined,
    apis: DRIVE_APIS,
    families: [DRIVE_CODES],
  };
}

/** On a terminal, a step that takes long is seen to be under way. */
function showSteps(step: string, finding: Finding | undefined): void {
  if (finding === undefined) {
    if (onTerminal) process.stdout.write(`…       ${step}`);
    return;
  }
  if (onTerminal) process.stdout.write('\r\u001b[K');
  for (const line of sayFinding(finding, coloured)) say(line);
}

function showAdvice(examination: Examination, nas: NasConfig, files: GivenFiles): void {
  const commands = suggestCommands(examination, nas, files);
  if (commands.length === 0) return;
  say('\nChecks for this NAS:');
  for (const command of commands) say(command);
  say('\nIn bridge.yaml:');
  for (const line of suggestYaml(nas, files)) say(line);
}

function exitCodeOf({ findings, answered }: Examination): number {
  if (answered.length === 0) return 2;
  return findings.every(({ state }) => state === 'ok') ? 0 : 1;
}

async function runDoctor(args: Arguments): Promise<number> {
  const nas = { ...nasFromArguments(args, await passwordOf(args)), keepSession: false, ignoreRefusals: true };
  const options = connectOptions(args);
  const { client } = connect(nas, options);
  const json = args.has('json');
  const files = {
    passwordFile: args.text('password-file'),
    deviceIdFile: args.text('device-id-file'),
    caFile: args.text('ca-file'),
  };
  if (!json) say(`${NAME} ${version}`);
  try {
    const onStep = json ? () => undefined : showSteps;
    const examination = await examine({
      nas,
      client,
      choice: choiceOf(args),
      thorough: args.has('record'),
      onStep,
    });
    const { findings, certificate, dialect } = examination;
    const recordFile = args.text('record');
    if (recordFile !== undefined) await writeRecord(recordFile, examination, () => client.infoWithAnyOf([]));
    const commands = suggestCommands(examination, nas, files);
    if (json)
      say(
        JSON.stringify(
          { version, dialect, certificate, findings, commands, bridge: suggestYaml(nas, files) },
          null,
          2,
        ),
      );
    else showAdvice(examination, nas, files);
    return exitCodeOf(examination);
  } finally {
    await client.close(2000);
    options.deadline.clear();
  }
}

async function writeRecord(
  file: string,
  { witness, findings }: Examination,
  info: () => ReturnType<typeof witness.infoWithAnyOf>,
): Promise<void> {
  if (!findings.some(({ step, state }) => step === 'APIs' && state === 'ok'))
    throw new UsageError('--record: the NAS did not answer, so there is nothing to record');
  const record = makeRecord(
    await info(),
    witness.testimonies,
    witness.fieldNames,
    Math.floor(Date.now() / 1000),
  );
  writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
}

async function runLogin(args: Arguments): Promise<number> {
  const tokenFile = args.text('device-id-file');
  if (tokenFile === undefined)
    throw new UsageError('login: --device-id-file is missing: it is where the token goes');
  const options = connectOptions(args);
  try {
    const nas = nasFromArguments(args.without('device-id-file'), await passwordOf(args));
    say(await enrol({ nas, options, tokenFile, code: args.text('code') }));
    return 0;
  } finally {
    options.deadline.clear();
  }
}

async function main([first = '', ...rest]: readonly string[]): Promise<number> {
  const isLogin = first === 'login';
  const args = parseArguments(isLogin ? rest : first === '' ? [] : [first, ...rest], DOCTOR_OPTIONS);
  if (args.has('help')) {
    const { renderOptions } = await import('../nagios/help.ts');
    process.stdout.write(
      await renderOptions({ executable: NAME, usage: USAGE, after: EXITS }, DOCTOR_OPTIONS),
    );
    return 0;
  }
  if (args.has('version')) {
    say(`${NAME} ${version} (synology-drive-monitoring)`);
    return 0;
  }
  return isLogin ? runLogin(args) : runDoctor(args);
}

function wordsOf(error: unknown): string {
  if (error instanceof DsmError) return error.words;
  return error instanceof Error ? error.message : String(error);
}

process.removeAllListeners('warning');
process.stdout.on('error', () => undefined);
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${NAME}: ${wordsOf(error)}\n`);
    process.exitCode = 2;
  },
);
