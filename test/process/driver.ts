import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../../src/simulator/certificate.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { type Simulator, startSimulator } from '../../src/simulator/simulator.ts';
import {
  type Artefact,
  artefact,
  type Ended,
  executable,
  type Folder,
  makeFolder,
  start,
} from '../support/executable.ts';
import { illegalities } from '../support/legal.ts';
import { outputLike } from '../support/office.ts';
import { type Case, type EarlierRun, PASSWORD } from './cases/case.ts';
import { inDsmCalls, inDsmWords } from './dsm-words.ts';

/** What the same table is run on: NASes of one dialect. */
export interface Stage {
  readonly dialect: NonNullable<Scenario['dialect']>;
}

export const documented: Stage = { dialect: 'documented' };

export const dsm: Stage = { dialect: 'dsm' };

const DAY = 86_400_000;

type Faults = NonNullable<Scenario['faults']>;

/** The user of a profile is called `user` by the document and `name` by DSM. */
const onDsm = ({ where, ...fault }: Faults[string]): Faults[string] => ({
  ...fault,
  ...(where && { where: 'user' in where ? { name: where.user ?? '' } : where }),
});

function faultsOf(stage: Stage, faults: Faults = {}): Faults {
  const entries = Object.entries(faults);
  if (stage.dialect !== 'dsm') return faults;
  return Object.fromEntries(entries.map(([call, fault]) => [inDsmCalls(call, '.'), onDsm(fault)]));
}

function scenarioOf(stage: Stage, { faults, ...scenario }: Scenario = {}): Scenario {
  const accounts = [{ name: 'monitor', password: PASSWORD }];
  return {
    dialect: stage.dialect,
    accounts,
    ...scenario,
    ...(faults && { faults: faultsOf(stage, faults) }),
  };
}

/** The cases that run on a stage, with what is expected there. */
function casesOn({ dialect }: Stage, table: readonly Case[]): Case[] {
  if (dialect !== 'dsm') return [...table];
  return table.flatMap((one) => {
    if (one.dsm === undefined) return [];
    const expected = one.dsm === 'same' ? { stdout: one.stdout.map(inDsmWords) } : one.dsm;
    return [{ ...one, ...expected }];
  });
}

/** As many NASes as cases run at a time, each used by one case after the other. */
class Lanes {
  readonly #free: Simulator[] = [];
  readonly #all: Simulator[] = [];

  async use<T>(work: (nas: Simulator) => Promise<T>): Promise<T> {
    const nas = this.#free.pop() ?? (await this.#open());
    try {
      return await work(nas);
    } finally {
      this.#free.push(nas);
    }
  }

  async #open(): Promise<Simulator> {
    const nas = await startSimulator();
    this.#all.push(nas);
    return nas;
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((nas) => nas.close()));
  }
}

/** Runs with https on a NAS of its own: certificates cannot be exchanged. */
async function overTls<T>({ tls }: Case, work: (nas: Simulator) => Promise<T>): Promise<T> {
  const notAfter = new Date(Date.now() + (tls?.days ?? 365) * DAY);
  const notBefore = new Date(Math.min(Date.now(), notAfter.getTime()) - DAY);
  const nas = await startSimulator({
    tls: await selfSigned({ ...(tls?.names && { names: tls.names }), notBefore, notAfter }),
  });
  return work(nas).finally(() => nas.close());
}

/** Makes what is remembered of users and stalls older. */
function growOld(state: string, seconds: number): void {
  for (const name of readdirSync(state).filter((file) => /^(?:users|stalls)-/.test(file))) {
    const path = join(state, name);
    const text = readFileSync(path, 'utf8');
    const moved = text.replace(name.startsWith('users') ? /(?<=":)\d+/g : /(?<="since":)\d+/g, (at) =>
      String(Number(at) - seconds),
    );
    writeFileSync(path, moved);
  }
}

/** The session ids and tokens that are kept. */
function sessionSecrets(state: string): string[] {
  const records = readdirSync(state).filter((file) => file.startsWith('account-'));
  const texts = records.map((file) => readFileSync(join(state, file), 'utf8'));
  return texts.flatMap((text) =>
    [...text.matchAll(/"(?:sid|token)":"([^"]+)"/g)].map(([, value = '']) => value),
  );
}

/** One case on one NAS. */
class Trial {
  readonly folder: Folder = makeFolder();
  readonly #case: Case;
  readonly #nas: Simulator;
  readonly #stage: Stage;
  readonly #before: number;
  readonly #form: Artefact;

  constructor(one: Case, nas: Simulator, stage: Stage, form = artefact) {
    this.#form = form;
    this.#case = one;
    this.#nas = nas;
    this.#stage = stage;
    this.#before = nas.unannounced();
    this.folder.file('password', `${PASSWORD}\n`);
    this.folder.file('certificate', nas.tls?.certificate ?? '');
    for (const [name, text] of Object.entries(one.files ?? {})) this.folder.file(name, this.fill(text));
  }

  get state(): string {
    return join(this.folder.path, 'state');
  }

  /** Puts what only this run knows in place of its names. */
  fill(text: string): string {
    return text
      .replaceAll('{folder}', this.folder.path)
      .replaceAll('{port}', String(this.#nas.port))
      .replaceAll('{fingerprint}', this.#nas.tls?.fingerprint ?? '')
      .replaceAll('{certificate}', join(this.folder.path, 'certificate'));
  }

  /** Calls of what the NAS did not announce: a real one writes a line into its log for each. */
  get unannounced(): number {
    return this.#nas.unannounced() - this.#before;
  }

  get #connection(): string[] {
    const plain = this.#case.tls ? [] : ['--plain-http'];
    const where = ['-H', '127.0.0.1', '-p', '{port}', ...plain, '-u', 'monitor'];
    return [...where, '--password-file', '{folder}/password', '--session-dir', '{folder}/state'];
  }

  #run(args: readonly string[] = [], bare = false): Promise<Ended> {
    const { check, env = {}, stdin } = this.#case;
    const all = [...(bare ? [] : this.#connection), ...args].map((word) => this.fill(word));
    const filled = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, this.fill(value)]));
    const { child, ended } = start(executable(check), all, filled, this.#form);
    child.stdin?.end(stdin);
    return ended;
  }

  async before({ scenario, args, later = 0 }: EarlierRun): Promise<void> {
    this.#nas.setScenario(scenarioOf(this.#stage, scenario ?? this.#case.scenario));
    await this.#run(args);
    growOld(this.state, later);
  }

  async judged(): Promise<Ended> {
    const { scenario, args, bare } = this.#case;
    this.#nas.setScenario(scenarioOf(this.#stage, scenario));
    return this.#run(args, bare);
  }

  secrets(): string[] {
    const kept = readdirSync(this.folder.path).includes('state') ? sessionSecrets(this.state) : [];
    return [PASSWORD, encodeURIComponent(PASSWORD), ...kept];
  }
}

function timeoutOf({ args = [], check }: Case): number {
  const at = args.lastIndexOf('-t');
  const seconds = Number(at < 0 ? Number.NaN : args[at + 1]);
  return seconds > 0 ? seconds : ['quota', 'last_sync', 'all'].includes(check) ? 30 : 10;
}

async function judge(trial: Trial, one: Case): Promise<void> {
  for (const step of one.earlier ?? []) await trial.before(step);
  const ended = await trial.judged();
  const wanted = trial.fill(`${one.stdout.join('\n')}${one.goesOn ? '' : '\n'}`);
  const problems = illegalities({ ...ended, seconds: timeoutOf(one), secrets: trial.secrets() });
  const said = one.goesOn ? ended.stdout.slice(0, wanted.length) : ended.stdout;
  const output = outputLike(wanted).test(said) ? wanted : said;
  const { unannounced } = trial;
  expect({ code: ended.code, output, problems, unannounced }).toEqual({
    code: one.code,
    output: wanted,
    problems: [],
    unannounced: 0,
  });
}

/** What a case's run on one form said; without its numbers where nobody knows them beforehand. */
async function said(one: Case, nas: Simulator, stage: Stage, form: Artefact): Promise<string> {
  const trial = new Trial(one, nas, stage, form);
  try {
    for (const step of one.earlier ?? []) await trial.before(step);
    const { code, stdout, stderr } = await trial.judged();
    const text = `${code}\n${stdout}\n${stderr}`.replaceAll(trial.folder.path, '{folder}');
    const exact = !one.goesOn && !one.stdout.some((line) => line.includes('<n>'));
    return exact ? text : text.replace(/\d+(?:\.\d+)?/g, '<n>');
  } finally {
    trial.folder.remove();
  }
}

/** Declares one test for each case: that two forms of the executables say the same of the same NAS. */
export function compareTable(
  title: string,
  table: readonly Case[],
  stage: Stage,
  forms: [Artefact, Artefact],
): void {
  const lanes = new Lanes();
  const compare = async (one: Case, nas: Simulator) => {
    const [first, second] = [await said(one, nas, stage, forms[0]), await said(one, nas, stage, forms[1])];
    expect(second).toBe(first);
  };
  describe.concurrent(`${title}, against a NAS that speaks ${stage.dialect}`, () => {
    afterAll(() => lanes.close());
    for (const one of casesOn(stage, table))
      it(`${one.check} ${one.title}`, () =>
        one.tls ? overTls(one, (nas) => compare(one, nas)) : lanes.use((nas) => compare(one, nas)));
  });
}

/** Declares one test for each case. */
export function runTable(title: string, table: readonly Case[], stage: Stage = documented): void {
  const lanes = new Lanes();
  const play = (one: Case, nas: Simulator) => {
    const trial = new Trial(one, nas, stage);
    return judge(trial, one).finally(() => trial.folder.remove());
  };
  describe.concurrent(`${title}, as ${artefact.name} against a NAS that speaks ${stage.dialect}`, () => {
    afterAll(() => lanes.close());
    for (const one of casesOn(stage, table))
      it(`${one.check} ${one.title}`, () =>
        one.tls ? overTls(one, (nas) => play(one, nas)) : lanes.use((nas) => play(one, nas)));
  });
}
