import { Mosquitto } from '../../e2e/peers/mosquitto.ts';
import { until } from '../../e2e/peers/until.ts';
import { median } from '../result.ts';
import { BridgeProcess } from './bridge-process.ts';
import { crowd, type Size } from './crowd-scenario.ts';
import { allTaskDocuments, bareRate, type Rate, rateOf, taskDocuments } from './discovery-rate.ts';
import { Farm } from './farm.ts';
import type { Address } from './farm-commands.ts';
import { atLeast, atMost, exactly, type Figure, note } from './figure.ts';
import { pauseFigures } from './pauses.ts';
import { BASE, bridgeConfig, nasSection } from './section.ts';
import { Waiting } from './waiting.ts';
import { Witness } from './witness.ts';

const SIZE: Size = { users: 10_000, tasks: 5_000, connections: 20_000 };
const INTERVAL = 15;
const CONCURRENCY = 4;

export interface CrowdOptions {
  readonly dialect: 'documented' | 'dsm';
  readonly userDevices: number;
  /** First discoveries to measure. */
  readonly rounds: number;
  readonly node: readonly string[];
}

/** One bridge before a NAS with a crowd, at a broker of its own. */
interface Stand {
  readonly broker: Mosquitto;
  readonly witness: Witness;
  readonly bridge: BridgeProcess;
  readonly waiting: Waiting;
}

interface Round {
  /** From the first document to the last one. */
  readonly sending: Rate;
  /** From the answer of the NAS that named the tasks to the last document. */
  readonly whole: Rate;
  readonly bare: Rate;
}

const RATES = {
  bare: 'documents a second, mqtt.js alone',
  sending: "documents a second, from the bridge's first one on",
  whole: "documents a second, from the NAS's answer on",
} as const;

const configOf = (brokerUrl: string, nas: Address, userDevices: number) =>
  bridgeConfig(brokerUrl, [
    nasSection('crowd', nas, {
      interval: `${INTERVAL}s`,
      profile_interval: '7d',
      concurrency: CONCURRENCY,
      user_devices: userDevices,
    }),
  ]);

async function takeStand(nas: Address, { userDevices, node }: CrowdOptions): Promise<Stand> {
  const broker = await Mosquitto.start();
  const witness = await Witness.at(broker.url);
  const bridge = new BridgeProcess({ config: configOf(broker.url, nas, userDevices), node });
  return { broker, witness, bridge, waiting: new Waiting(bridge.pid) };
}

async function leaveStand({ broker, witness, bridge, waiting }: Stand): Promise<void> {
  waiting.stop();
  witness.leave();
  await bridge.close();
  await broker.close();
}

/** A first discovery, and the same documents by mqtt.js alone. */
async function discover(farm: Farm, { port }: Address, { witness, waiting }: Stand): Promise<Round> {
  await allTaskDocuments(witness, SIZE.tasks);
  const { lists } = await farm.tell('seen', port);
  const first = witness.heard.find(({ topic }) => topic.includes('-sync-'))?.at ?? 0;
  const answered = lists.findLast((at) => at < first);
  const [sending, whole] = [rateOf(witness, waiting), rateOf(witness, waiting, answered)];
  return { sending, whole, bare: await bareRate(taskDocuments(witness)) };
}

/** Until everybody was asked for, and nothing more is said. */
async function settle({ witness }: Stand): Promise<void> {
  await witness.holds(`${BASE}/crowd/availability/profiles`, 'online', 240_000);
  await witness.silence(3000);
}

/** Messages of two polls and of a whole round in which nothing has changed. */
async function quietCycles(farm: Farm, { port }: Address, { witness }: Stand) {
  const from = witness.heard.length;
  const before = (await farm.tell('seen', port)).requests;
  await until('two polls', async () => (await farm.tell('seen', port)).requests >= before + 8 || undefined, {
    within: INTERVAL * 4000,
  });
  await witness.say(`${BASE}/bridge/refresh/set`, 'PRESS');
  const isDone = async () => {
    const { requests, inFlight } = await farm.tell('seen', port);
    return (requests >= before + SIZE.users && inFlight === 0) || undefined;
  };
  await until('a whole round', isDone, { within: 240_000 });
  await witness.silence(3000);
  const said = witness.heard.slice(from).filter(({ topic }) => !topic.endsWith('/refresh/set'));
  return said.length;
}

function rateFigures(rounds: readonly Round[]): Figure[] {
  const of = (read: (round: Round) => number) => median(rounds.map(read));
  const rates = (key: 'sending' | 'whole' | 'bare') =>
    note(RATES[key], rounds.map((round) => round[key].perSecond.toFixed(0)).join(', '));
  const share = ({ perSecond }: Rate, bare: Rate) => (100 * perSecond) / bare.perSecond;
  const alone = of(({ whole, bare }) => (100 * whole.alone) / bare.alone);
  return [
    note(
      'documents of tasks',
      of(({ whole }) => whole.documents),
    ),
    rates('bare'),
    rates('sending'),
    rates('whole'),
    atLeast(
      'sending, to mqtt.js alone',
      of(({ sending, bare }) => share(sending, bare)),
      50,
      '%',
    ),
    atLeast(
      'making and sending, to mqtt.js alone',
      of(({ whole, bare }) => share(whole, bare)),
      50,
      '%',
    ),
    note('  without the time in which others had the core', alone, '%'),
  ];
}

async function lastFigures(farm: Farm, nas: Address, stand: Stand, rounds: number): Promise<Figure[]> {
  const { bridge } = stand;
  await settle(stand);
  const settled = bridge.memory;
  const said = await quietCycles(farm, nas, stand);
  const watched = await bridge.watched();
  const { cpu, heap, live } = watched;
  const seen = await farm.tell('seen', nas.port);
  return [
    atMost('memory at most (VmHWM)', bridge.memory.most, 200, 'MB'),
    note(
      'memory when all is said, and at the end (VmRSS)',
      `${settled.now.toFixed(0)}, ${bridge.memory.now.toFixed(0)} MB`,
    ),
    note('heap at the end, without garbage', `${(heap / 1e6).toFixed(0)}, ${(live / 1e6).toFixed(0)} MB`),
    ...pauseFigures(watched),
    exactly('messages in quiet cycles', said, 0),
    atMost('requests in flight', seen.mostInFlight, CONCURRENCY),
    exactly('log-ins of each bridge', seen.logIns / rounds, 1),
    exactly('calls of APIs that are not announced', seen.unannounced, 0),
    note('processor time of the bridge', cpu / 1000, 's'),
  ];
}

/** What one bridge does with a NAS that has a crowd of users, tasks and connections. */
export async function crowdFigures(options: CrowdOptions): Promise<readonly Figure[]> {
  const farm = new Farm();
  try {
    const nas = await farm.tell('open', crowd(SIZE, options.dialect), true);
    const rounds: Round[] = [];
    for (let round = 1; ; round += 1) {
      const stand = await takeStand(nas, round === options.rounds ? options : { ...options, node: [] });
      try {
        rounds.push(await discover(farm, nas, stand));
        if (round === options.rounds)
          return [...rateFigures(rounds), ...(await lastFigures(farm, nas, stand, round))];
      } finally {
        await leaveStand(stand);
      }
    }
  } finally {
    await farm.close();
  }
}
