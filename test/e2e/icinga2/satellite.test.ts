import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SINGLE_IDS } from '../../support/checks.ts';
import { scripts } from '../../support/executable.ts';
import { until } from '../peers/until.ts';
import { accountAt } from './house/account.ts';
import type { State } from './house/api.ts';
import { Authority } from './house/authority.ts';
import { hostObject } from './house/dsl.ts';
import { Fleet, type Member } from './house/fleet.ts';
import { Icinga } from './house/icinga.ts';
import { PASSWORD, phase, THRESHOLDS } from './house/phases.ts';
import { resultsOf, resultWriter } from './house/results.ts';
import { allHard, checkOnce, settle, statesOf } from './house/rounds.ts';
import { replaced, shipped } from './house/shipped.ts';
import { Site } from './house/site.ts';

/** A node closes its file of results every second. */
const WRITTEN = 2500;

const [MASTER, SATELLITE] = ['master.example.com', 'satellite.example.com'];

const holding = (state: State) => (dialect: Member['dialect']) => phase(state, dialect);

describe("a master, and a satellite by the example's zones.conf", () => {
  // Here the checks are the scripts, which Node runs.
  const site = new Site(scripts);
  const passwordFile = site.file('secrets/nas', `${PASSWORD}\n`);
  let fleet: Fleet;
  let master: Icinga;
  let satellite: Icinga;

  /** The example with nothing changed but where the satellite is. */
  const zones = () => {
    const here = replaced(shipped('zones.conf'), `host = "${SATELLITE}"`, 'host = "127.0.0.1"');
    return replaced(here, 'port = "5665"', `port = "${satellite.port}"`);
  };

  const host = (member: Member) => {
    const { synology_drive_health_warning_certificate_days: _, ...thresholds } = THRESHOLDS;
    return hostObject({
      name: member.name,
      vars: {
        ...accountAt(member, site, passwordFile),
        ...thresholds,
      },
    });
  };

  const everywhere = () => ({
    'zones.conf': zones(),
    'icinga2.conf': `include "zones.conf"\n${resultWriter}`,
  });
  const onMaster = () => ({
    ...everywhere(),
    'zones.d/global-templates/commands.conf': shipped('commands.conf'),
    'zones.d/global-templates/services.conf': shipped('services.conf'),
    'zones.d/satellite/hosts.conf': fleet.members.map(host).join('\n'),
  });

  /** Both know the services, and are connected. */
  const untilConnected = () =>
    until('the satellite to be connected', async () => {
      const { results } = await master.api.ask<{ results: { attrs: { connected: boolean } }[] }>(
        'GET',
        `objects/endpoints/${SATELLITE}`,
      );
      const known = await satellite.api.services();
      return (results[0]?.attrs.connected && known.length > 0) || undefined;
    }).catch((error: Error) => {
      throw new Error([error.message, master.story, satellite.story].join('\n'), { cause: error.cause });
    });

  beforeAll(async () => {
    fleet = await Fleet.open(2, holding('OK'));
    const authority = await Authority.found(site.path);
    master = await Icinga.prepare({ name: MASTER, files: onMaster }, site, authority);
    satellite = await Icinga.prepare({ name: SATELLITE, files: everywhere }, site, authority);
    await satellite.start();
    await master.start();
    await untilConnected();
  });

  afterAll(async () => {
    await master?.close();
    await satellite?.close();
    await fleet?.close();
    site.remove();
  });

  /** That the master has got every result that the satellite has found. */
  const expectNothingLost = async () => {
    await sleep(WRITTEN);
    const found = resultsOf(satellite);
    expect(found.length).toBeGreaterThan(0);
    await until('all results to be at the master', () => {
      const known = new Set(resultsOf(master));
      return found.every((result) => known.has(result)) || undefined;
    });
  };

  it('lets the satellite run the checks of its NASes, and the master see what they said', async () => {
    const services = await settle(master, undefined, satellite);
    expect(services).toHaveLength(fleet.members.length * SINGLE_IDS.length);
    expect(statesOf(services)).toEqual(allHard(services, 'OK'));
    const sources = services.map(({ last_check_result: result }) => result?.check_source);
    expect(new Set(sources)).toEqual(new Set([SATELLITE]));
    expect(master.logs).not.toContain(`${site.plugins}/check_`);
    await expectNothingLost();
  });

  it('goes on where it was when the satellite dies and returns', async () => {
    await satellite.kill();
    fleet.hold(holding('UNKNOWN'));
    await satellite.start();
    await untilConnected();
    const services = await settle(master, undefined, satellite);
    expect(statesOf(services)).toEqual(allHard(services, 'UNKNOWN'));
    await expectNothingLost();
  });

  it('tells the master all that happened while the master was away', async () => {
    await master.kill();
    const before = resultsOf(master).length;
    fleet.hold(holding('OK'));
    await checkOnce(satellite);
    fleet.hold(holding('UNKNOWN'));
    await checkOnce(satellite);
    fleet.hold(holding('OK'));
    await checkOnce(satellite);
    expect(resultsOf(master)).toHaveLength(before);
    await master.start();
    await untilConnected();
    await expectNothingLost();
    const services = await master.api.services();
    expect(statesOf(services)).toEqual(allHard(services, 'OK'));
  });
});
