import type { TlsMaterial } from '../../../../src/simulator/certificate.ts';
import type { Scenario } from '../../../../src/simulator/scenario.ts';
import { type Simulator, startSimulator } from '../../../../src/simulator/simulator.ts';
import { type Folder, makeFolder } from '../../../support/executable.ts';
import { Bridge, type Ended, type Environment } from './bridge.ts';
import { Broker } from './broker.ts';
import type { BrokerOptions } from './broker-options.ts';
import { NAS } from './documents.ts';
import { office, PASSWORD } from './office.ts';
import { Onlooker } from './onlooker.ts';
import { bridgeYaml, type Section, type Settings } from './settings.ts';

export type { Settings } from './settings.ts';

export const PROTOCOLS = ['5', '3.1.1'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export interface Plan {
  readonly protocol?: Protocol;
  readonly scenario?: Scenario;
  readonly tls?: TlsMaterial;
  readonly broker?: BrokerOptions;
  /** Nobody has started it yet. */
  readonly brokerDown?: boolean;
  readonly settings?: Settings;
}

/** A broker, a NAS, somebody who looks on, and the bridges that are started between them. */
export class House {
  readonly folder: Folder = makeFolder();
  readonly broker: Broker;
  readonly onlooker: Onlooker;
  readonly #plan: Plan;
  readonly #bridges: Bridge[] = [];
  readonly #closers: (() => Promise<void>)[] = [];
  #nas: Simulator;
  #isOn = true;

  private constructor(plan: Plan, broker: Broker, nas: Simulator) {
    this.#plan = plan;
    this.broker = broker;
    this.#nas = nas;
    this.onlooker = new Onlooker(broker.urlOf());
  }

  static async build(plan: Plan): Promise<House> {
    const { scenario = office, tls } = plan;
    const broker = await Broker.prepare(plan.broker ?? {});
    if (!plan.brokerDown) await broker.start();
    const house = new House(plan, broker, await startSimulator({ scenario, tls }));
    house.folder.file('nas-password', `${PASSWORD}\n`);
    if (!plan.brokerDown) await house.onlooker.ready();
    return house;
  }

  get nas(): Simulator {
    return this.#nas;
  }

  /** Switches the NAS off; what it had is what it comes back with. */
  async switchOff(): Promise<Scenario> {
    const scenario = this.#nas.scenario();
    this.#isOn = false;
    await this.#nas.close();
    return scenario;
  }

  /** Switches it on again at the same port. */
  async switchOn(scenario: Scenario, tls = this.#plan.tls): Promise<void> {
    this.#nas = await startSimulator({ scenario, tls, port: this.#nas.port });
    this.#isOn = true;
  }

  /** How often the NAS was asked something, as `API.method`. */
  asked(question: string): number {
    return this.#nas.requests.filter(({ api, method }) => `${api}.${method}` === question).length;
  }

  /** Another NAS beside the first, gone with the house; its section as it stands in bridge.yaml. */
  async another(id: string, scenario: Scenario = office): Promise<{ nas: Simulator; section: Section }> {
    const nas = await startSimulator({ scenario });
    this.leave(() => nas.close());
    return { nas, section: { id, name: `${id} NAS`, port: nas.port } };
  }

  /** Something that is to be closed with the house. */
  leave(close: () => Promise<void>): void {
    this.#closers.push(close);
  }

  /** Writes bridge.yaml. */
  configure(changes: Settings = {}): void {
    const { settings = {}, protocol = '5', tls } = this.#plan;
    const places = { brokerUrl: this.broker.urlOf(), nasPort: this.#nas.port, fingerprint: tls?.fingerprint };
    this.folder.file('bridge.yaml', bridgeYaml({ ...places, protocol }, settings, changes));
  }

  /** Starts the bridge with a configuration of its own. */
  start(changes: Settings = {}, env: Environment = {}): Bridge {
    this.configure(changes);
    const bridge = Bridge.start(['run', ...this.#config()], env);
    this.#bridges.push(bridge);
    return bridge;
  }

  /** Runs a verb to its end with the configuration as it stands. */
  async run(verb: string, args: readonly string[] = []): Promise<Ended> {
    const bridge = Bridge.start([verb, ...this.#config(), ...args]);
    this.#bridges.push(bridge);
    const late = setTimeout(() => bridge.send('SIGKILL'), 30_000);
    return bridge.ended.finally(() => clearTimeout(late));
  }

  #config(): string[] {
    return ['--config', `${this.folder.path}/bridge.yaml`];
  }

  /** Starts the bridge and waits until it has nothing more to say of an office where nothing happens. */
  async settle(changes: Settings = {}, env: Environment = {}): Promise<Bridge> {
    const from = this.onlooker.now;
    const bridge = this.start(changes, env);
    const isUp = ({ topic, text }: { topic: string; text: string }) =>
      topic === `${NAS}/availability/profiles` && text === 'online';
    await this.onlooker.until('the profiles to be available', isUp, { from });
    await this.onlooker.quiet(1500);
    return bridge;
  }

  /** What the bridge and the broker said last, for whoever wants to know why a test failed. */
  get story(): string {
    const said = this.#bridges.flatMap((bridge) => [
      '--- bridge',
      ...bridge.log.slice(-25).map(({ text }) => text),
    ]);
    const traffic = /PUBLISH|PUBACK|PING/;
    const heard = this.broker.log.split('\n').filter((line) => !traffic.test(line));
    return ['', ...said, '--- broker', ...heard.slice(-15)].join('\n');
  }

  async close(): Promise<void> {
    this.onlooker.leave();
    await Promise.all(this.#bridges.map((bridge) => bridge.kill()));
    await Promise.all(this.#closers.map((close) => close()));
    if (this.#isOn) await this.#nas.close();
    await this.broker.close();
    this.folder.remove();
  }
}

/** Builds a house for as long as `body` takes. */
export async function withHouse(plan: Plan, body: (house: House) => Promise<void>): Promise<void> {
  const house = await House.build(plan);
  try {
    await body(house);
  } catch (error) {
    if (error instanceof Error) error.message += house.story;
    throw error;
  } finally {
    await house.close();
  }
}
