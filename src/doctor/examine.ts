import type { NasConfig } from '../config/nas.ts';
import { type DriveChoice, openDrive } from '../drive/dialect.ts';
import type { DriveServer } from '../drive/server.ts';
import type { DsmClient } from '../dsm/client.ts';
import type { Certificate } from '../dsm/transport.ts';
import type { Finding } from './finding.ts';
import { QUESTIONS } from './questions.ts';
import { type Outcome, take } from './step.ts';
import { lookAtCertificate, sayAnnounced, sayCertificate, sayName } from './surroundings.ts';
import { Witness } from './witness.ts';

/** Everything an examination brought to light. */
export interface Examination {
  readonly findings: readonly Finding[];
  /** Steps that asked Drive something and got an answer. */
  readonly answered: readonly string[];
  readonly dialect: DriveServer['dialect'] | undefined;
  readonly certificate: Certificate | undefined;
  readonly witness: Witness;
}

export interface ExamineOptions {
  readonly nas: NasConfig;
  readonly client: DsmClient;
  readonly choice: DriveChoice;
  /** Aborted when the time is over, or the run is to end. */
  readonly signal: AbortSignal;
  /** Asks for every user's profile, not only for some: for a record that is to be played back. */
  readonly thorough: boolean;
  /** Told before and after each step. */
  readonly onStep: (step: string, finding?: Finding) => void;
}

/** The steps of one examination, taken one after the other. */
class Rounds {
  readonly findings: Finding[] = [];
  readonly #options: ExamineOptions;

  constructor(options: ExamineOptions) {
    this.#options = options;
  }

  /** Takes a step, and gives what came of it; undefined when it failed. */
  async step<T>(name: string, work: () => Promise<Outcome & { readonly found?: T }>): Promise<T | undefined> {
    const { onStep, signal } = this.#options;
    onStep(name);
    let found: T | undefined;
    const finding = await take(name, signal, async () => {
      const { found: result, ...outcome } = await work();
      found = result;
      return outcome;
    });
    this.findings.push(finding);
    onStep(name, finding);
    return found;
  }

  get isWell(): boolean {
    return this.findings.every(({ state }) => state === 'ok');
  }
}

/** The way to Drive, as far as it leads: each step needs the one before. */
async function approach(rounds: Rounds, options: ExamineOptions, witness: Witness) {
  const { nas, client, choice } = options;
  await rounds.step('name', async () => ({ words: await sayName(nas) }));
  if (!rounds.isWell) return {};
  const certificate = await rounds.step('certificate', async () => {
    const found = await lookAtCertificate(nas);
    return { words: sayCertificate(found, nas), ...(found && { found }) };
  });
  if (rounds.isWell) await rounds.step('APIs', async () => ({ words: await sayAnnounced(client) }));
  if (rounds.isWell)
    await rounds.step('log-in', async () => {
      await client.logIn();
      return { words: `accepted as ${nas.account.name}` };
    });
  if (!rounds.isWell) return { certificate };
  const drive = await rounds.step('dialect', async () => {
    const found = await openDrive(witness, choice);
    const words =
      found.dialect === 'dsm' ? "a real DSM's (--api dsm)" : "the API document's (--api documented)";
    return { words, found };
  });
  return { certificate, drive };
}

/** Asks a NAS everything that can be asked, one step after the other. Throws InterruptedError alone. */
export async function examine(options: ExamineOptions): Promise<Examination> {
  const witness = new Witness(options.client);
  const rounds = new Rounds(options);
  const { certificate, drive } = await approach(rounds, options, witness);
  if (drive)
    for (const { name, ask } of QUESTIONS)
      await rounds.step(name, () => ask(drive, witness, options.thorough));
  const { findings } = rounds;
  return {
    findings,
    answered: findings.filter(({ fields }) => fields !== undefined).map(({ step }) => step),
    dialect: drive?.dialect,
    certificate,
    witness,
  };
}
