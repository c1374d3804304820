import type { TlsMaterial } from '../../../../src/simulator/certificate.ts';
import type { Scenario } from '../../../../src/simulator/scenario.ts';
import { type Simulator, startSimulator } from '../../../../src/simulator/simulator.ts';

type Dialect = NonNullable<Scenario['dialect']>;

/** What a NAS of the fleet holds, by the dialect it speaks. */
export type Holding = (dialect: Dialect) => Scenario;

/** A NAS that answers, and its name in the configuration. */
export interface Member {
  readonly name: string;
  readonly dialect: Dialect;
  readonly nas: Simulator;
}

const dialectOf = (index: number): Dialect => (index % 2 === 0 ? 'documented' : 'dsm');

const nameOf = (index: number) => `nas-${String(index + 1).padStart(2, '0')}`;

/** Simulated NASes with a port each; every other one speaks as a real DSM does. */
export class Fleet {
  readonly members: Member[] = [];
  readonly #off = new Set<Member>();

  static async open(size: number, holding: Holding, tls?: TlsMaterial): Promise<Fleet> {
    const fleet = new Fleet();
    for (let index = 0; index < size; index += 1) {
      const dialect = dialectOf(index);
      const nas = await startSimulator({ scenario: holding(dialect), tls });
      fleet.members.push({ name: nameOf(index), dialect, nas });
    }
    return fleet;
  }

  /** All of them hold something else from now on. */
  hold(holding: Holding): void {
    for (const { nas, dialect } of this.members) nas.setScenario(holding(dialect));
  }

  async switchOff(name: string): Promise<void> {
    const member = this.#named(name);
    this.#off.add(member);
    await member.nas.close();
  }

  /** Switches one on that is off, at its port; it knows no session any more. */
  async switchOn(name: string, holding: Holding, tls?: TlsMaterial): Promise<void> {
    const member = this.#named(name);
    const { dialect, nas: before } = member;
    const nas = await startSimulator({ scenario: holding(dialect), tls, port: before.port });
    this.members[this.members.indexOf(member)] = { name, dialect, nas };
    this.#off.delete(member);
  }

  /** Switches all of them off and on again, with another certificate. */
  async restart(holding: Holding, tls?: TlsMaterial): Promise<void> {
    for (const { name } of [...this.members]) {
      await this.switchOff(name);
      await this.switchOn(name, holding, tls);
    }
  }

  async close(): Promise<void> {
    const on = this.members.filter((member) => !this.#off.has(member));
    await Promise.all(on.map(({ nas }) => nas.close()));
  }

  #named(name: string): Member {
    const found = this.members.find((member) => member.name === name);
    if (!found) throw new Error(`no ${name} in the fleet`);
    return found;
  }
}
