import { mkdirSync } from 'node:fs';
import { stringify } from 'yaml';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../src/simulator/simulator.ts';
import { type BrokerOptions, startBroker, type TestBroker } from './bridge-broker.ts';
import { type Ended, type Folder, makeFolder, start } from './executable.ts';

type Keys = Readonly<Record<string, unknown>>;

/** One line of the bridge's log. */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
}

/** A bridge that runs as a process. */
export interface RunningBridge {
  readonly ended: Promise<Ended>;
  /** Whether it still runs. */
  readonly isRunning: () => boolean;
  /** What it said so far, of this level (pino's numbers) or higher. */
  readonly said: (level?: number) => LogLine[];
  kill(signal: NodeJS.Signals): void;
}

/** A NAS, a broker and a folder, and the bridge between them. */
export interface House {
  readonly nas: Simulator;
  readonly broker: TestBroker;
  readonly folder: Folder;
  /** Writes bridge.yaml with these keys beside those that reach NAS and broker. */
  configure(keys?: HouseKeys): string;
  /** Runs a verb to its end, by the configuration that was written last. */
  run(verb: string, args?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ended>;
  start(env?: Readonly<Record<string, string>>): RunningBridge;
  /** The JSON that stands on a topic below the base topic. */
  json(topic: string): Keys | undefined;
}

export interface HouseKeys {
  readonly mqtt?: Keys;
  readonly nas?: Keys;
  /** More NASes than the one. */
  readonly more?: readonly Keys[];
  readonly root?: Keys;
}

export interface HouseOptions {
  readonly nas?: SimulatorOptions;
  readonly broker?: BrokerOptions;
  readonly keys?: HouseKeys;
}

const BRIDGE = 'synology-drive-bridge';

const linesOf = (text: string): LogLine[] =>
  text.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as LogLine] : []));

function runBridge(file: string, env: Readonly<Record<string, string>>): RunningBridge {
  const { child, ended } = start(BRIDGE, ['--config', file], env);
  let stderr = '';
  child.stderr?.on('data', (text: string) => (stderr += text));
  return {
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    // The last line may not be whole yet.
    said: (level = 0) =>
      linesOf(stderr.slice(0, stderr.lastIndexOf('\n') + 1)).filter((line) => line.level >= level),
    kill: (signal) => void child.kill(signal),
  };
}

/** Opens a house for as long as `body` takes; whatever bridge still runs then is killed. */
export async function withHouse(options: HouseOptions, body: (house: House) => Promise<void>): Promise<void> {
  const folder = makeFolder();
  const [nas, broker] = await Promise.all([startSimulator(options.nas), startBroker(options.broker)]);
  const bridges: RunningBridge[] = [];
  folder.file('password', 'monitor\n');
  mkdirSync(`${folder.path}/state`, { mode: 0o700 });
  const reach = {
    host: '127.0.0.1',
    port: nas.port,
    plain_http: true,
    username: 'monitor',
    password_file: 'password',
  };
  const configure = ({ mqtt, nas: office, more = [], root }: HouseKeys = {}) => {
    const first = { id: 'office', name: 'Office NAS', ...reach, interval: '1s', ...office };
    const config = {
      mqtt: { url: `mqtt://127.0.0.1:${broker.port}`, protocol: '3.1.1', ...mqtt },
      nas: [first, ...more.map((one) => ({ ...reach, interval: '1s', ...one }))],
      state_dir: 'state',
      ...root,
    };
    return folder.file('bridge.yaml', stringify(config));
  };
  const file = configure(options.keys);
  const house: House = {
    nas,
    broker,
    folder,
    configure,
    run: (verb, args = [], env = {}) => start(BRIDGE, [verb, '--config', file, ...args], env).ended,
    start: (env = {}) => {
      const bridge = runBridge(file, env);
      bridges.push(bridge);
      return bridge;
    },
    json: (topic) => {
      const text = broker.retained.get(`synology_drive/${topic}`);
      return text === undefined ? undefined : (JSON.parse(text) as Keys);
    },
  };
  try {
    await body(house);
  } finally {
    for (const bridge of bridges) bridge.kill('SIGKILL');
    await Promise.all(bridges.map(({ ended }) => ended));
    await Promise.all([nas.close(), broker.close()]);
    folder.remove();
  }
}
