import type { ConnectionRow } from '../../../src/simulator/rows.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { type Simulator, startSimulator } from '../../../src/simulator/simulator.ts';

/** A simulated NAS that can be switched off and on again, with its port and all that it holds. */
export class Nas {
  readonly id: string;
  readonly name: string;
  #simulator: Simulator;

  private constructor(id: string, name: string, simulator: Simulator) {
    this.id = id;
    this.name = name;
    this.#simulator = simulator;
  }

  static async start(id: string, name: string, scenario: Scenario): Promise<Nas> {
    return new Nas(id, name, await startSimulator({ scenario }));
  }

  get port(): number {
    return this.#simulator.port;
  }

  /** As it stands now. */
  get scenario(): Scenario {
    return this.#simulator.scenario();
  }

  get simulator(): Simulator {
    return this.#simulator;
  }

  /** Something happens at it: parts of the scenario are replaced. */
  change(part: (scenario: Scenario) => Partial<Scenario>): void {
    this.#simulator.update((scenario) => ({ ...scenario, ...part(scenario) }));
  }

  connect(row: ConnectionRow): void {
    this.change(({ connections = [] }) => ({ connections: [...connections, row] }));
  }

  /** All connections go that are not wanted any more. */
  disconnect(isOver: (row: ConnectionRow) => boolean): void {
    this.change(({ connections = [] }) => ({ connections: connections.filter((row) => !isOver(row)) }));
  }

  /** An administrator removes an account, with its devices and the tasks that run under it. */
  removeUser(name: string): void {
    this.disconnect(({ user }) => user === name);
    this.change(({ users = [], syncs = [] }) => ({
      users: users.filter(({ user }) => user !== name),
      syncs: syncs.filter(({ user }) => user !== name),
    }));
  }

  removeTask(share: string): void {
    this.change(({ syncs = [] }) => ({ syncs: syncs.filter(({ share_name }) => share_name !== share) }));
  }

  /** It is not there any more for whoever asks. */
  close(): Promise<void> {
    return this.#simulator.close();
  }

  /** An update makes another of it, which speaks another dialect. */
  async become(scenario: Scenario): Promise<void> {
    const { port } = this;
    await this.close();
    this.#simulator = await startSimulator({ scenario, port });
  }

  async startAgain(): Promise<void> {
    const { scenario, port } = this;
    this.#simulator = await startSimulator({ scenario, port });
  }
}
