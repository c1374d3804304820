import { isIPv6 } from 'node:net';
import type { TlsMaterial } from './certificate.ts';
import { defaultScenario } from './default-scenario.ts';
import { decodeFault, type Fault } from './fault.ts';
import { receive } from './front.ts';
import type { RequestRecord } from './records.ts';
import type { Scenario } from './scenario.ts';
import { listen } from './server.ts';
import { Stage } from './stage.ts';
import type { Step } from './step.ts';

export type SimulatorOptions = {
  /** Default: a small office. A misspelt key is refused. */
  readonly scenario?: Scenario | undefined;
  /** Default 0: any free one. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly tls?: TlsMaterial | undefined;
  /** Milliseconds; for tests that let time pass at will. */
  readonly now?: (() => number) | undefined;
  /** How many times faster the timeline runs than it is written; default 0, it stands still. */
  readonly timeLapse?: number | undefined;
  /** Told of each step of the timeline as it is taken. */
  readonly onStep?: ((step: Step) => void) | undefined;
};

/** A simulated NAS that is listening. */
export type Simulator = {
  readonly port: number;
  readonly url: string;
  /** The certificate as PEM, and its SHA-256 fingerprint. */
  readonly tls: Pick<TlsMaterial, 'certificate' | 'fingerprint'> | undefined;
  readonly requests: readonly RequestRecord[];
  /** Log-ins tried so far, whatever became of them. */
  readonly logIns: () => number;
  /** Calls so far to APIs that are not announced: a good client makes none. */
  readonly unannounced: () => number;
  /** Sessions alive. */
  readonly sessions: () => number;
  /** As it stands now, with its times in Unix seconds. */
  readonly scenario: () => Scenario;
  /** Each session's next call answers 106. */
  readonly expireSessions: () => void;
  /** Each session's next call answers 107. */
  readonly interruptSessions: () => void;
  /** Plays another scenario from its beginning, with its faults and no others; sessions stay. */
  readonly setScenario: (scenario: Scenario) => void;
  /** Changes the scenario as it stands now. */
  readonly update: (change: (scenario: Scenario) => Scenario) => void;
  /** `method` is `API.method`, `API.*` or `*`. */
  readonly setFault: (method: string, fault: Fault) => void;
  readonly clearFaults: () => void;
  /** Takes the timeline's next step; undefined when it is over. */
  readonly advance: () => Step | undefined;
  readonly close: () => Promise<void>;
};

/** Rejects with a ScenarioError, or when the port cannot be had. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { now = Date.now, timeLapse = 0, onStep, host = '127.0.0.1', port = 0, tls } = options;
  const stage = new Stage(options.scenario ?? defaultScenario, { now, timeLapse, onStep });
  const server = await listen({ host, port, tls }, (request, response, socket) => {
    void receive(request, response, { socket, stage });
  });
  const clock = timeLapse > 0 ? setInterval(() => stage.catchUp(), 250).unref() : undefined;
  const close = () => {
    clearInterval(clock);
    return server.close();
  };
  const scheme = tls ? 'https' : 'http';
  const url = `${scheme}://${isIPv6(host) ? `[${host}]` : host}:${server.port}`;
  return { ...controls(stage), port: server.port, url, tls, close };
}

type Controls = Omit<Simulator, 'port' | 'url' | 'tls' | 'close'>;

function controls(stage: Stage): Controls {
  const { nas, faults, records } = stage;
  return {
    requests: records.list,
    logIns: () => records.logIns,
    unannounced: () => records.unannounced,
    sessions: () => nas.sessions.size,
    scenario: () => stage.scenario,
    expireSessions: () => nas.sessions.endAll(106),
    interruptSessions: () => nas.sessions.endAll(107),
    setScenario: (scenario) => stage.setScenario(scenario),
    update: (change) => stage.update(change),
    setFault: (method, fault) => faults.set(method, decodeFault(fault)),
    clearFaults: () => faults.load({}),
    advance: () => stage.advance(),
  };
}
