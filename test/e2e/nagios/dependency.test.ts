import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../../src/simulator/simulator.ts';
import { until } from '../peers/until.ts';
import { NAS_IN } from './scenarios.ts';
import { Site } from './site.ts';
import type { ServiceStatus } from './status.ts';

let site: Site;
let first: Simulator;
let second: Simulator;

beforeAll(async () => {
  site = new Site(1);
  first = await site.startNas(NAS_IN.OK);
  second = await site.startNas(NAS_IN.OK);
  site.addHost('first', first);
  site.addHost('second', second);
  await site.nagios.start();
  await site.nagios.until('all to be well', ({ checked, hard, state }) => checked && hard && state === 'OK');
});
afterAll(() => site.close());

/** What was told since, as `host;service;state`. */
const told = () =>
  [...site.nagios.log.matchAll(/SERVICE NOTIFICATION: nagiosadmin;([^;]+;[^;]+;\w+(?: \(\w+\))?);/g)].map(
    ([, text]) => text,
  );

const isHealth = ({ service }: ServiceStatus) => service === 'Synology Drive health';

/** Has all services but health looked at now, so that these are the first to see what has changed. */
function surprise(host: string): void {
  for (const service of site.nagios.services())
    if (service.host === host && !isHealth(service)) site.nagios.check(service);
}

const certain = (host: string, state: string) => (service: ServiceStatus) =>
  service.host !== host || (service.hard && service.state === state);

/** That nothing more is told while every service is looked at once more. */
async function anotherRound(host: string): Promise<void> {
  const seen = site.nagios.results(host);
  surprise(host);
  await until('another round', () => (site.nagios.results(host) >= seen + 6 ? true : undefined), {
    within: 20_000,
  });
}

describe('a NAS that goes down', () => {
  it('is one alarm, though all six services see it, and the others see it first', async () => {
    const { port } = first;
    const scenario = first.scenario();
    await first.close();
    surprise('first');
    await site.nagios.until('the first NAS to be down', certain('first', 'CRITICAL'));
    await anotherRound('first');
    expect(told()).toEqual(['first;Synology Drive health;CRITICAL']);

    first = await site.startNas(scenario, port);
    surprise('first');
    await site.nagios.until('the first NAS to be up', certain('first', 'OK'));
    expect(told()).toEqual(['first;Synology Drive health;CRITICAL', 'first;Synology Drive health;OK']);
  });

  it('does not silence the other', async () => {
    const before = told().length;
    await first.close();
    await site.nagios.until(
      'the first NAS to be down',
      (service) =>
        !(service.host === 'first' && isHealth(service)) || (service.hard && service.state === 'CRITICAL'),
    );
    second.update((scenario) => ({ ...scenario, syncs: NAS_IN.CRITICAL.syncs ?? [] }));
    await until('the second NAS to alarm', () => (told().length >= before + 2 ? true : undefined), {
      within: 30_000,
    });
    expect(told().slice(before)).toEqual([
      'first;Synology Drive health;CRITICAL',
      'second;Synology Drive sync;CRITICAL',
    ]);
  });
});
