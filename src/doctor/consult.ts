import { writeFileSync } from 'node:fs';
import { connect, type NasConfig } from '../config/nas.ts';
import type { DriveChoice } from '../drive/dialect.ts';
import type { DsmClient } from '../dsm/client.ts';
import { ConfigurationError } from '../dsm/errors.ts';
import type { Arguments } from '../nagios/arguments.ts';
import { version } from '../version.ts';
import { type Examination, examine } from './examine.ts';
import type { Finding } from './finding.ts';
import { makeRecord } from './record.ts';
import { sayFinding } from './report.ts';
import { choiceOf, connectOptions, filesOf, type Host, nasOf } from './settings.ts';
import { type GivenFiles, suggestCommands, suggestYaml } from './suggest.ts';

/** One examination, and what the report of it is made from. */
interface Consultation {
  readonly nas: NasConfig;
  readonly client: DsmClient;
  readonly choice: DriveChoice;
  readonly files: GivenFiles;
}

const CLEAR_LINE = '\r\u001b[K';

/** On a terminal, a step that takes long is seen to be under way. */
function showStep(step: string, finding: Finding | undefined, { write, onTerminal, coloured }: Host): void {
  if (finding === undefined) {
    if (onTerminal) write(`…       ${step}`);
    return;
  }
  if (onTerminal) write(CLEAR_LINE);
  for (const line of sayFinding(finding, coloured)) write(`${line}\n`);
}

function adviceLines(examination: Examination, { nas, files, choice }: Consultation): string[] {
  const commands = suggestCommands(examination, nas, files, choice);
  if (commands.length === 0) return [];
  return ['', 'Checks for this NAS:', ...commands, '', 'In bridge.yaml:', ...suggestYaml(nas, files)];
}

function asJson(examination: Examination, { nas, files, choice }: Consultation): string {
  const { findings, certificate, dialect } = examination;
  const commands = suggestCommands(examination, nas, files, choice);
  const bridge = suggestYaml(nas, files);
  return JSON.stringify({ version, dialect, certificate, findings, commands, bridge }, null, 2);
}

async function writeRecord(file: string, { witness, findings }: Examination, client: DsmClient) {
  if (!findings.some(({ step, state }) => step === 'APIs' && state === 'ok'))
    throw new ConfigurationError('--record: the NAS did not answer, so there is nothing to record');
  const info = await client.infoWithAnyOf([]);
  const now = Math.floor(Date.now() / 1000);
  const record = makeRecord(info, witness.testimonies, witness.fieldNames, now);
  try {
    writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    throw new ConfigurationError(
      `cannot write the record: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function exitCodeOf({ findings, answered }: Examination): number {
  if (answered.length === 0) return 2;
  return findings.every(({ state }) => state === 'ok') ? 0 : 1;
}

async function report(args: Arguments, consultation: Consultation, host: Host, signal: AbortSignal) {
  const json = args.has('json');
  if (!json) host.write(`synology-drive-doctor ${version}\n`);
  const onStep = (step: string, finding?: Finding) => {
    if (!json) showStep(step, finding, host);
  };
  const thorough = args.has('record');
  const examination = await examine({ ...consultation, thorough, signal, onStep }).catch((error: unknown) => {
    if (host.onTerminal && !json) host.write(CLEAR_LINE);
    throw error;
  });
  const lines = json ? [asJson(examination, consultation)] : adviceLines(examination, consultation);
  for (const line of lines) host.write(`${line}\n`);
  const file = args.text('record');
  if (file !== undefined) await writeRecord(file, examination, consultation.client);
  return exitCodeOf(examination);
}

/** Examines a NAS and tells what was seen; returns the exit code. Always logs out. */
export async function consult(args: Arguments, host: Host): Promise<number> {
  const choice = choiceOf(args);
  const nas = { ...(await nasOf(args, host)), keepSession: false, ignoreRefusals: true };
  const options = connectOptions(args, host.stop);
  const { client } = connect(nas, options);
  try {
    const consultation = { nas, client, choice, files: filesOf(args) };
    return await report(args, consultation, host, options.deadline.signal);
  } finally {
    await client.close(2000);
    options.deadline.clear();
  }
}
