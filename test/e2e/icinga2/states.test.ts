import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned, type TlsMaterial } from '../../../src/simulator/certificate.ts';
import { type CheckId, executable, SINGLE_IDS } from '../../support/checks.ts';
import { type Service, STATES, type State } from './house/api.ts';
import { byHand, timeless, understood } from './house/by-hand.ts';
import { literal } from './house/dsl.ts';
import { Fleet, type Member } from './house/fleet.ts';
import type { Icinga } from './house/icinga.ts';
import { startMonitoring } from './house/monitoring.ts';
import { PASSWORD, phase, THRESHOLDS, TYPED } from './house/phases.ts';
import { ProcessWatch } from './house/process-watch.ts';
import { allHard, settle, statesOf } from './house/rounds.ts';
import { Site } from './house/site.ts';

const HOSTS = 20;
/** The last NAS has one service for everything. */
const ALL_IN_ONE = HOSTS;
const DAY = 86_400_000;

/** The days that the NAS's certificate has left when `health` should say so. */
const DAYS: Readonly<Record<State, number>> = { OK: 400, WARNING: 10.5, CRITICAL: -2, UNKNOWN: 400 };

const holding = (state: State) => (dialect: Member['dialect']) => phase(state, dialect);

const goodFor = (days: number): Promise<TlsMaterial> => {
  const notAfter = new Date(Date.now() + days * DAY);
  return selfSigned({ notBefore: new Date(Math.min(Date.now(), notAfter.getTime()) - DAY), notAfter });
};

/** Two hosts of four give the password by the environment. */
const byEnvironment = (index: number) => index % 4 > 1;

describe('Icinga 2 with the shipped commands and services, and twenty NASes', () => {
  const site = new Site();
  const passwordFile = site.file('secrets/nas', `${PASSWORD}\n`);
  const watch = new ProcessWatch();
  const certificates = new Map<State, TlsMaterial>();
  let fleet: Fleet;
  let icinga: Icinga;

  const fingerprints = () => [...new Set([...certificates.values()].map(({ fingerprint }) => fingerprint))];

  const vars = ({ nas }: Member, index: number) => ({
    synology_drive_port: nas.port,
    synology_drive_username: 'monitor',
    synology_drive_fingerprint: fingerprints(),
    synology_drive_session_dir: site.sessions,
    ...THRESHOLDS,
    synology_drive_all_in_one: index === ALL_IN_ONE,
    ...(byEnvironment(index)
      ? { synology_drive_password: literal(PASSWORD) }
      : { synology_drive_password_file: passwordFile }),
  });

  beforeAll(async () => {
    for (const state of STATES) certificates.set(state, await goodFor(DAYS[state]));
    fleet = await Fleet.open(HOSTS + 1, holding('OK'), certificates.get('OK'));
    // As many at once as two cores can carry.
    const lines = ['const MaxConcurrentChecks = 8'];
    icinga = await startMonitoring({ site, fleet, vars, lines });
  });

  afterAll(async () => {
    watch.stop();
    await icinga?.close();
    await fleet?.close();
    site.remove();
  });

  /** What the same check says when it is typed, with all its options written out here. */
  const typed = (check: CheckId, { nas }: Member, index: number) =>
    byHand(
      site,
      check,
      [
        ...['-H', '127.0.0.1', '-p', String(nas.port), '-u', 'monitor', '--session-dir', site.sessions],
        ...fingerprints().flatMap((fingerprint) => ['--fingerprint', fingerprint]),
        ...(TYPED[check] ?? []),
        ...(byEnvironment(index) ? [] : ['--password-file', passwordFile]),
      ],
      byEnvironment(index) ? { SYNOLOGY_PASSWORD: PASSWORD } : {},
    );

  const checkOf = ({ check_command: command }: Service): CheckId =>
    [...SINGLE_IDS].find((check) => command === `synology_drive_${check}`) ?? 'all';

  async function expectAsTyped(services: readonly Service[]): Promise<void> {
    // Five of the hosts are all that differ: two dialects, two ways of a password, and everything in one.
    for (const [index, member] of [...fleet.members.entries()].filter(([at]) => at < 4 || at === ALL_IN_ONE))
      for (const service of services.filter(({ host_name }) => host_name === member.name)) {
        if (!service.last_check_result) throw new Error(`${service.__name} was never checked`);
        const said = timeless(await typed(checkOf(service), member, index));
        expect(timeless(understood(service.last_check_result)), service.__name).toEqual(said);
      }
  }

  it.each(['OK', 'WARNING', 'CRITICAL', 'UNKNOWN', 'OK'] as const)(
    'sees every service become %s, hard, with the words and the performance data of a check that is typed',
    async (state) => {
      await fleet.restart(holding(state), certificates.get(state));
      const services = await settle(icinga);
      expect(services).toHaveLength(HOSTS * SINGLE_IDS.length + 1);
      expect(statesOf(services)).toEqual(allHard(services, state));
      await expectAsTyped(services);
    },
  );

  it('never shows the password: not in the list of processes, not in the API, not in a log', async () => {
    for (const check of [...SINGLE_IDS, 'all'] as const)
      expect([...watch.commandLines].some((line) => line.includes(`/${executable(check)} `))).toBe(true);
    expect([...watch.commandLines].filter((line) => line.includes(PASSWORD))).toEqual([]);
    const results = (await icinga.api.services()).map(({ last_check_result: result }) => result);
    expect(results.filter((result) => result?.command.includes('--username'))).toHaveLength(results.length);
    expect(JSON.stringify(results)).not.toContain(JSON.stringify(PASSWORD).slice(1, -1));
    expect(icinga.logs).toContain('check_synology_drive_quota');
    expect(icinga.log + icinga.logs).not.toContain(PASSWORD);
  });
});
