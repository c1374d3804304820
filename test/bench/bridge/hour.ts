import { Mosquitto } from '../../e2e/peers/mosquitto.ts';
import { until } from '../../e2e/peers/until.ts';
import { median } from '../result.ts';
import { BridgeProcess } from './bridge-process.ts';
import { crowd } from './crowd-scenario.ts';
import { Dice } from './dice.ts';
import { Farm } from './farm.ts';
import { atMost, exactly, type Figure, note } from './figure.ts';
import { pauseFigures } from './pauses.ts';
import { differences, type Retained, retainedAt } from './retained.ts';
import { BASE, bridgeConfig, nasSection } from './section.ts';
import { Witness } from './witness.ts';
import { type Nas, World } from './world.ts';

const SMALL = { users: 12, tasks: 8, connections: 30 };
const DIALECTS = ['documented', 'dsm', 'documented'] as const;
/** Milliseconds of each of two spells of trouble; at a poll a second they have the polls of nine hours. */
const LASTS = 55_000;
/** Longer than the bridge takes to answer a birth, and than what is gone is remembered. */
const CALM = 10_000;
const PROBES = ['connections', 'clients', 'sync', 'profiles'];

export interface HourOptions {
  readonly seed: number;
}

export interface HourReport {
  readonly figures: readonly Figure[];
  /** What does not fit, and what happened before; empty when all fits. */
  readonly story: readonly string[];
}

async function openAll(farm: Farm): Promise<Nas[]> {
  const nases: Nas[] = [];
  for (const [index, dialect] of DIALECTS.entries()) {
    const scenario = crowd(SMALL, dialect);
    const address = await farm.tell('open', scenario, index > 0);
    nases.push({ id: `nas${index}`, dialect, scenario, ...address, endings: 0, trouble: 0, until: 0 });
  }
  return nases;
}

function startBridge(brokerUrl: string, nases: readonly Nas[]): BridgeProcess {
  const sections = nases.map((nas) =>
    nasSection(nas.id, nas, {
      interval: '1s',
      profile_interval: '3s',
      timeout: '2s',
      offline_after: 2,
      forget_after: '3s',
      publish_clients: true,
    }),
  );
  return new BridgeProcess({ config: bridgeConfig(brokerUrl, sections) });
}

const isWell = (retained: Retained) =>
  [...Array(DIALECTS.length).keys()].every((index) => {
    const topic = `${BASE}/nas${index}/availability`;
    return [topic, ...PROBES.map((probe) => `${topic}/${probe}`)].every(
      (one) => retained.get(one) === 'online',
    );
  });

/** What a bridge that knows nothing of the past tells of the same NASes. */
async function freshlyTold(nases: readonly Nas[]): Promise<Retained> {
  const broker = await Mosquitto.start();
  const bridge = startBridge(broker.url, nases);
  const witness = await Witness.at(broker.url);
  try {
    await until('a fresh bridge', async () => isWell(await retainedAt(broker.url)) || undefined);
    await witness.silence(CALM / 2);
    return await retainedAt(broker.url);
  } finally {
    witness.leave();
    await bridge.close();
    await broker.close();
  }
}

/** Lets things go wrong for a while, then heals them; the resident memory of the bridge meanwhile, in MB, in its order. */
async function suffer(world: World): Promise<number[]> {
  const samples: number[] = [];
  const sampling = setInterval(() => {
    if (world.bridge.running) samples.push(world.bridge.memory.now);
  }, 250);
  const end = performance.now() + LASTS;
  while (performance.now() < end && world.bridge.running) await world.step();
  clearInterval(sampling);
  await world.heal();
  return samples;
}

async function settled({ broker, witness }: World): Promise<void> {
  const look = async () => isWell(await retainedAt(broker.url)) || undefined;
  await until('all NASes to be well', look, { within: 45_000 });
  await witness.silence(CALM, 45_000);
}

function memoryFigures(samples: readonly number[]): Figure[] {
  const third = Math.floor(samples.length / 3);
  const [second, last] = [median(samples.slice(third, 2 * third)), median(samples.slice(2 * third))];
  return [
    note('memory in the second and the last third (VmRSS)', `${second.toFixed(0)}, ${last.toFixed(0)} MB`),
    atMost('memory in the last third, to the second', (100 * last) / second, 110, '%'),
  ];
}

/** Log-ins beyond what ended sessions and each second of trouble account for, at the NAS where there are most. */
async function logInFigures({ farm, nases }: World): Promise<Figure[]> {
  const rows = await Promise.all(
    nases.map(async ({ port, endings, trouble }) => {
      const { logIns, mostInFlight, unannounced } = await farm.tell('seen', port);
      return { logIns, mostInFlight, unannounced, allowed: Math.ceil(1 + endings + trouble) };
    }),
  );
  const told = rows.map(({ logIns, allowed }) => `${logIns} of ${allowed}`).join(', ');
  return [
    note('log-ins, of those that sessions ended and seconds of trouble account for', told),
    atMost('log-ins beyond that', Math.max(0, ...rows.map(({ logIns, allowed }) => logIns - allowed)), 0),
    atMost('requests in flight at any NAS', Math.max(...rows.map(({ mostInFlight }) => mostInFlight)), 4),
  ];
}

async function judge(world: World, seed: number): Promise<HourReport> {
  const first = await suffer(world);
  await settled(world);
  const before = (await world.bridge.watched()).live;
  const samples = [...first, ...(await suffer(world))];
  const isAlive = world.bridge.running;
  await settled(world);
  const watched = await world.bridge.watched();
  const logIns = await logInFigures(world);
  const kept = await retainedAt(world.broker.url);
  const wrong = differences(kept, await freshlyTold(world.nases));
  return {
    story: wrong.length > 0 ? [...wrong, ...world.story.slice(-60)] : [],
    figures: [
      note('seed', String(seed)),
      note('things that happened', world.story.length),
      exactly('the process is alive', Number(isAlive), 1),
      note('topics retained', kept.size),
      exactly('topics that are not as a fresh bridge has them', wrong.length, 0),
      ...memoryFigures(samples),
      atMost(
        'heap without garbage after the second spell, to after the first',
        (100 * watched.live) / before,
        110,
        '%',
      ),
      ...pauseFigures(watched),
      ...logIns,
    ],
  };
}

/** One bridge in a world in which everything goes wrong for a while, and what is left of that when all is well again. */
export async function hourReport({ seed }: HourOptions): Promise<HourReport> {
  const farm = new Farm();
  const broker = await Mosquitto.start();
  const witness = await Witness.at(broker.url);
  const nases = await openAll(farm);
  const bridge = startBridge(broker.url, nases);
  try {
    return await judge(new World({ farm, broker, witness, bridge, nases }, new Dice(seed)), seed);
  } catch (error) {
    throw new Error(`${error}\n${bridge.output.slice(-3000)}`);
  } finally {
    await bridge.close();
    witness.leave();
    await broker.close();
    await farm.close();
  }
}
