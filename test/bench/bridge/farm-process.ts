import { selfSigned, type TlsMaterial } from '../../../src/simulator/certificate.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';
import type { FarmCommands, Order, Reply } from './farm-commands.ts';
import { InFlight } from './in-flight.ts';

/** One simulated NAS, switched on or off. */
interface Nas {
  simulator: Simulator;
  readonly tls: TlsMaterial | undefined;
  /** Of the times before it was last switched on. */
  logIns: number;
  unannounced: number;
  isOn: boolean;
}

type Served = { [Name in keyof FarmCommands]: (...args: Parameters<FarmCommands[Name]>) => unknown };

/** Simulated NASes in a process of their own; obeys the orders that come from its parent, one after another. */
class Farm implements Served {
  readonly #nases = new Map<number, Nas>();
  readonly #load = new InFlight();
  readonly #tls = selfSigned({ names: ['127.0.0.1'] });

  async open(scenario: Scenario, secure: boolean) {
    const tls = secure ? await this.#tls : undefined;
    const simulator = await startSimulator({ scenario, tls });
    this.#nases.set(simulator.port, { simulator, tls, logIns: 0, unannounced: 0, isOn: true });
    return { port: simulator.port, fingerprint: tls?.fingerprint };
  }

  seen(port: number) {
    const { simulator, logIns, unannounced } = this.#at(port);
    return {
      ...this.#load.at(port),
      logIns: logIns + simulator.logIns(),
      unannounced: unannounced + simulator.unannounced(),
      sessions: simulator.sessions(),
    };
  }

  setFault(port: number, ...[method, fault]: Parameters<Simulator['setFault']>) {
    this.#at(port).simulator.setFault(method, fault);
  }

  clearFaults(port: number) {
    this.#at(port).simulator.clearFaults();
  }

  expireSessions(port: number) {
    this.#at(port).simulator.expireSessions();
  }

  interruptSessions(port: number) {
    this.#at(port).simulator.interruptSessions();
  }

  scenario(port: number) {
    return this.#at(port).simulator.scenario();
  }

  update(port: number, scenario: Scenario) {
    this.#at(port).simulator.update(() => scenario);
  }

  async switchOff(port: number) {
    const nas = this.#at(port);
    if (nas.isOn) await nas.simulator.close();
    nas.isOn = false;
  }

  /** At the same port, with what it had; its sessions are gone. */
  async switchOn(port: number) {
    const nas = this.#at(port);
    if (nas.isOn) return;
    nas.logIns += nas.simulator.logIns();
    nas.unannounced += nas.simulator.unannounced();
    nas.simulator = await startSimulator({ scenario: nas.simulator.scenario(), port, tls: nas.tls });
    nas.isOn = true;
  }

  #at(port: number): Nas {
    const nas = this.#nases.get(port);
    if (!nas) throw new Error(`no NAS at port ${port}`);
    return nas;
  }
}

const farm: Served = new Farm();

async function obey({ id, name, args }: Order): Promise<Reply> {
  try {
    const work = farm[name] as (...args: readonly unknown[]) => unknown;
    return { id, value: await work.apply(farm, [...args]) };
  } catch (error) {
    return { id, error: String(error) };
  }
}

let before: Promise<unknown> = Promise.resolve();
process.on('message', (order: Order) => {
  before = before.then(async () => process.send?.(await obey(order)));
});
process.on('disconnect', () => process.exit());
