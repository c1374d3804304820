import type { Fault } from '../../../src/simulator/fault.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import type { Load } from './in-flight.ts';

/** Where a simulated NAS listens. */
export interface Address {
  readonly port: number;
  /** SHA-256 of its certificate; undefined without TLS. */
  readonly fingerprint: string | undefined;
}

/** What one NAS has seen; counts go on where it was switched off and on again. */
export interface Seen extends Load {
  readonly logIns: number;
  readonly unannounced: number;
  readonly sessions: number;
}

/** What the process of the simulated NASes can be told to do with a NAS, by its port. */
export interface FarmCommands {
  open(scenario: Scenario, secure: boolean): Address;
  seen(port: number): Seen;
  setFault(port: number, method: string, fault: Fault): void;
  clearFaults(port: number): void;
  expireSessions(port: number): void;
  interruptSessions(port: number): void;
  scenario(port: number): Scenario;
  update(port: number, scenario: Scenario): void;
  switchOff(port: number): void;
  switchOn(port: number): void;
}

export type CommandName = keyof FarmCommands;

/** One command on its way to the process of the NASes. */
export interface Order {
  readonly id: number;
  readonly name: CommandName;
  readonly args: readonly unknown[];
}

export interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}
