import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../peers/until.ts';
import { accountAt } from './house/account.ts';
import type { State } from './house/api.ts';
import { Fleet, type Member } from './house/fleet.ts';
import type { Icinga } from './house/icinga.ts';
import { Mailbox } from './house/mailbox.ts';
import { startMonitoring } from './house/monitoring.ts';
import { PASSWORD, phase } from './house/phases.ts';
import { allHard, checkOnce, settle, statesOf } from './house/rounds.ts';
import { shipped } from './house/shipped.ts';
import { Site } from './house/site.ts';

/** Icinga looks every five seconds whether what it held back is still to be said. */
const HELD_BACK = 11_000;

/** Debian's own files, which the example needs: who is told, when, and by what command. */
const DEBIAN = ['commands.conf', 'templates.conf', 'timeperiods.conf', 'users.conf'];

const holding = (state: State) => (dialect: Member['dialect']) => phase(state, dialect);

const of = (host: string) => `host.name == "${host}"`;
const healthOf = (host: string) => `${of(host)} && service.name == "synology-drive-health"`;
const othersOf = (host: string) => `${of(host)} && service.name != "synology-drive-health"`;

describe("alarms by the example, over Debian's own script", () => {
  const site = new Site();
  const mailbox = new Mailbox(site);
  let fleet: Fleet;
  let icinga: Icinga;

  beforeAll(async () => {
    fleet = await Fleet.open(2, holding('OK'));
    const passwordFile = site.file('secrets/nas', `${PASSWORD}\n`);
    const vars = (member: Member) => ({
      ...accountAt(member, site, passwordFile),
    });
    const files = Object.fromEntries(
      DEBIAN.map((name) => [`debian/${name}`, readFileSync(`/etc/icinga2/conf.d/${name}`, 'utf8')]),
    );
    icinga = await startMonitoring({
      site,
      fleet,
      vars,
      files: { ...files, 'synology-drive/notifications.conf': shipped('notifications.conf') },
      lines: ['include "debian/*.conf"'],
    });
    const services = await settle(icinga);
    expect(statesOf(services)).toEqual(allHard(services, 'OK'));
  });

  beforeEach(() => mailbox.empty());

  afterAll(async () => {
    await icinga?.close();
    await fleet?.close();
    site.remove();
  });

  /** That these are sent, and no other for so many milliseconds. */
  const expectSent = async (subjects: readonly string[], quiet = 2000) => {
    await until('the mails to be sent', () => mailbox.subjects.length >= subjects.length || undefined);
    await sleep(quiet);
    expect(mailbox.subjects.sort()).toEqual([...subjects].sort());
  };

  it('are one alarm, that of health, when a NAS is down, whichever check finds it first', async () => {
    await fleet.switchOff('nas-01');
    await checkOnce(icinga, othersOf('nas-01'));
    await settle(icinga, healthOf('nas-01'));
    const others = await settle(icinga, othersOf('nas-01'));
    expect(statesOf(others)).toEqual(allHard(others, 'CRITICAL'));
    expect(others.map(({ last_reachable }) => last_reachable)).toEqual(others.map(() => false));
    const unconcerned = await icinga.api.services(`${healthOf('nas-01')} || ${of('nas-02')}`);
    expect(unconcerned.filter(({ last_reachable }) => !last_reachable)).toEqual([]);
    await expectSent(['PROBLEM Synology Drive health on nas-01 is CRITICAL'], HELD_BACK);
  });

  it('are one all-clear when it is back, while the others have not been asked yet', async () => {
    await fleet.switchOn('nas-01', holding('OK'));
    await settle(icinga, healthOf('nas-01'));
    await expectSent(['RECOVERY Synology Drive health on nas-01 is OK'], HELD_BACK);
    const others = await settle(icinga, othersOf('nas-01'));
    expect(statesOf(others)).toEqual(allHard(others, 'OK'));
    await expectSent(['RECOVERY Synology Drive health on nas-01 is OK'], HELD_BACK);
  });

  /** What Icinga's own check of the host would find: three times down is certain. */
  const judgeHost = async (name: string, state: 'Up' | 'Down') => {
    const body = {
      type: 'Host',
      filter: of(name),
      exit_status: state === 'Up' ? 0 : 1,
      plugin_output: state,
    };
    for (let attempt = 0; attempt < (state === 'Up' ? 1 : 3); attempt += 1)
      await icinga.api.ask('POST', 'actions/process-check-result', body);
  };

  it('are one alarm, that of the host, when Icinga finds the host down first', async () => {
    await fleet.switchOff('nas-01');
    await judgeHost('nas-01', 'Down');
    const services = await settle(icinga, of('nas-01'));
    expect(statesOf(services)).toEqual(allHard(services, 'CRITICAL'));
    await expectSent(['PROBLEM Host nas-01 is DOWN'], HELD_BACK);
    mailbox.empty();
    await fleet.switchOn('nas-01', holding('OK'));
    await judgeHost('nas-01', 'Up');
    await settle(icinga, healthOf('nas-01'));
    await settle(icinga, othersOf('nas-01'));
    await expectSent(['RECOVERY Host nas-01 is UP'], HELD_BACK);
  });

  it('are one for each service that is in trouble by itself, with the words of the check', async () => {
    fleet.hold(holding('CRITICAL'));
    await settle(icinga, of('nas-02'));
    await expectSent([
      'PROBLEM Synology Drive quota on nas-02 is CRITICAL',
      'PROBLEM Synology Drive sync on nas-02 is CRITICAL',
    ]);
    expect(mailbox.mails.join()).toContain('DRIVE QUOTA CRITICAL - carol: 97 % of the quota used');
  });

  it('are none for a WARNING', async () => {
    fleet.hold(holding('WARNING'));
    await settle(icinga, of('nas-02'));
    await expectSent([]);
  });
});
