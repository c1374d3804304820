import { setTimeout as sleep } from 'node:timers/promises';
import { Mosquitto } from '../../e2e/peers/mosquitto.ts';
import { until } from '../../e2e/peers/until.ts';
import { BridgeProcess } from './bridge-process.ts';
import { crowd } from './crowd-scenario.ts';
import { Farm } from './farm.ts';
import type { Address } from './farm-commands.ts';
import { atLeast, atMost, exactly, type Figure, note } from './figure.ts';
import { pauseFigures } from './pauses.ts';
import { BASE, bridgeConfig, nasSection } from './section.ts';
import { Witness } from './witness.ts';

const COUNT = 50;
const SMALL = { users: 8, tasks: 5, connections: 25 };
const CONCURRENCY = 4;
/** Seconds. */
const INTERVAL = 2;
const TIMEOUT = 5;
/** Milliseconds in which polls are counted. */
const SPELL = 12_000;

interface Nas extends Address {
  readonly id: string;
}

interface Stand {
  readonly farm: Farm;
  readonly witness: Witness;
  readonly bridge: BridgeProcess;
  readonly nases: readonly Nas[];
}

const isUp = ({ values }: Witness, { id }: Nas) =>
  values.get(`${BASE}/${id}/availability`) === 'online' &&
  values.get(`${BASE}/${id}/availability/profiles`) === 'online';

async function openAll(farm: Farm): Promise<Nas[]> {
  const nases: Nas[] = [];
  for (let index = 0; index < COUNT; index += 1) {
    const scenario = crowd(SMALL, index % 2 ? 'dsm' : 'documented');
    nases.push({ id: `nas${index}`, ...(await farm.tell('open', scenario, true)) });
  }
  return nases;
}

/** Milliseconds from the bridge's start until all of these are there. */
async function untilUp({ witness, bridge }: Stand, nases: readonly Nas[]): Promise<number> {
  const areUp = () => nases.every((nas) => isUp(witness, nas)) || undefined;
  await until(`${nases.length} NASes to come up`, areUp, { within: 120_000, every: 20 });
  return performance.timeOrigin + performance.now() - bridge.began;
}

/** Requests that each of these gets in a while. */
async function requestsIn({ farm }: Stand, nases: readonly Nas[]): Promise<number[]> {
  const count = () => Promise.all(nases.map(async ({ port }) => (await farm.tell('seen', port)).requests));
  const before = await count();
  await sleep(SPELL);
  return (await count()).map((requests, index) => requests - (before[index] ?? 0));
}

async function withBridge<T>(farm: Farm, nases: readonly Nas[], work: (stand: Stand) => Promise<T>) {
  const broker = await Mosquitto.start();
  const witness = await Witness.at(broker.url);
  const sections = nases.map((nas) =>
    nasSection(nas.id, nas, {
      interval: `${INTERVAL}s`,
      timeout: `${TIMEOUT}s`,
      profile_interval: '10m',
      concurrency: CONCURRENCY,
    }),
  );
  const bridge = new BridgeProcess({ config: bridgeConfig(broker.url, sections) });
  try {
    return await work({ farm, witness, bridge, nases });
  } finally {
    witness.leave();
    await bridge.close();
    await broker.close();
  }
}

/** All of them are well. */
async function undisturbed(stand: Stand) {
  const up = await untilUp(stand, stand.nases);
  await stand.witness.silence(2000);
  const requests = await requestsIn(stand, stand.nases);
  return { up, requests, memory: stand.bridge.memory, watched: await stand.bridge.watched() };
}

/** The first one never answers, from the beginning on, and is put right later. */
async function withOneThatHangs(stand: Stand) {
  const { farm, witness, nases } = stand;
  const [sick, ...others] = nases as [Nas, ...Nas[]];
  const up = await untilUp(stand, others);
  const requests = await requestsIn(stand, others);
  const isTold = witness.values.get(`${BASE}/${sick.id}/availability`) === 'offline';
  await farm.tell('clearFaults', sick.port);
  const healed = performance.now();
  await until('the NAS that hung', () => isUp(witness, sick) || undefined, { within: 60_000, every: 20 });
  return { up, requests, isTold, back: performance.now() - healed };
}

/** What one bridge does with fifty NASes, of which one hangs. */
export async function fleetFigures(): Promise<readonly Figure[]> {
  const farm = new Farm();
  try {
    const nases = await openAll(farm);
    const well = await withBridge(farm, nases, undisturbed);
    const seen = await Promise.all(nases.map(({ port }) => farm.tell('seen', port)));
    await farm.tell('setFault', nases[0]?.port ?? 0, '*', { hang: true });
    const ill = await withBridge(farm, nases, withOneThatHangs);
    return [
      note('NASes', COUNT),
      atMost('memory at most (VmHWM)', well.memory.most, 200, 'MB'),
      note('memory at the end (VmRSS)', well.memory.now, 'MB'),
      ...pauseFigures(well.watched),
      note('all are up after', well.up / 1000, 's'),
      atMost('all others are up with one that hangs, to that', ill.up / well.up, 1.5, '×'),
      atLeast(
        'requests of the slowest of the others, to those without one that hangs',
        (100 * Math.min(...ill.requests)) / Math.min(...well.requests),
        80,
        '%',
      ),
      exactly('the one that hangs counts as off-line', Number(ill.isTold), 1),
      atMost('it is back after it was healed', ill.back / 1000, TIMEOUT + INTERVAL + 2, 's'),
      atMost(
        'requests in flight at any NAS',
        Math.max(...seen.map(({ mostInFlight }) => mostInFlight)),
        CONCURRENCY,
      ),
      atMost('log-ins at any NAS', Math.max(...seen.map(({ logIns }) => logIns)), 1),
    ];
  } finally {
    await farm.close();
  }
}
