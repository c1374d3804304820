import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import type { Mosquitto } from '../../e2e/peers/mosquitto.ts';
import type { BridgeProcess } from './bridge-process.ts';
import type { Dice } from './dice.ts';
import type { Farm } from './farm.ts';
import type { Address } from './farm-commands.ts';
import { BASE } from './section.ts';
import { changed, randomFault } from './trouble.ts';
import type { Witness } from './witness.ts';

export interface Nas extends Address {
  readonly id: string;
  readonly dialect: 'documented' | 'dsm';
  /** How it was in the beginning. */
  readonly scenario: Scenario;
  /** Times at which its sessions were ended. */
  endings: number;
  /** Seconds for which it was off or had a fault. */
  trouble: number;
  /** Until when it is in trouble, monotonic milliseconds. */
  until: number;
}

/** Everything around a bridge, and what can go wrong with it. */
export class World {
  readonly farm: Farm;
  readonly broker: Mosquitto;
  readonly witness: Witness;
  readonly bridge: BridgeProcess;
  readonly nases: readonly Nas[];
  /** `12.3 nas1 fault * {"hang":true}` */
  readonly story: string[] = [];
  readonly #dice: Dice;
  readonly #began = performance.now();
  readonly #due: { readonly at: number; readonly work: () => Promise<void> }[] = [];

  constructor(parts: Pick<World, 'farm' | 'broker' | 'witness' | 'bridge' | 'nases'>, dice: Dice) {
    this.farm = parts.farm;
    this.broker = parts.broker;
    this.witness = parts.witness;
    this.bridge = parts.bridge;
    this.nases = parts.nases;
    this.#dice = dice;
  }

  /** One thing happens, and what has lasted long enough ends. */
  async step(): Promise<void> {
    for (const one of this.#due.filter(({ at }) => at <= performance.now())) {
      this.#due.splice(this.#due.indexOf(one), 1);
      await one.work();
    }
    const nas = this.#dice.pick(this.nases);
    const happenings = [
      ...Array<() => Promise<void>>(6).fill(() => this.#fault(nas)),
      ...Array<() => Promise<void>>(6).fill(() => this.#change(nas)),
      ...Array<() => Promise<void>>(2).fill(() => this.#endSessions(nas)),
      ...Array<() => Promise<void>>(2).fill(() => this.#switchOff(nas)),
      () => this.#restartBroker(),
      () => this.#birth(),
      () => this.#press(nas),
    ];
    await this.#dice.pick(happenings)();
    await sleep(this.#dice.from(50, 600));
  }

  /** Everything is well again, whatever was the matter. */
  async heal(): Promise<void> {
    this.#say('everything', 'is healed');
    for (const nas of this.nases) {
      await this.farm.tell('switchOn', nas.port);
      await this.farm.tell('clearFaults', nas.port);
    }
  }

  #say(who: string, what: string): void {
    this.story.push(`${((performance.now() - this.#began) / 1000).toFixed(1)} ${who} ${what}`);
  }

  /** Notes that a NAS is in trouble for so many milliseconds, counting what overlaps once. */
  #suffer(nas: Nas, milliseconds: number): void {
    const now = performance.now();
    const from = Math.max(now, nas.until);
    nas.until = Math.max(nas.until, now + milliseconds);
    nas.trouble += (nas.until - from) / 1000;
  }

  async #fault(nas: Nas): Promise<void> {
    const [method, fault] = randomFault(this.#dice, nas.dialect);
    const lasts = this.#dice.from(500, 5000);
    this.#say(nas.id, `fault ${method} ${JSON.stringify(fault)} for ${lasts} ms`);
    this.#suffer(nas, lasts);
    await this.farm.tell('setFault', nas.port, method, fault);
    this.#due.push({
      at: performance.now() + lasts,
      work: () => this.farm.tell('clearFaults', nas.port),
    });
  }

  async #change(nas: Nas): Promise<void> {
    const isReset = this.#dice.from(1, 6) === 1;
    this.#say(nas.id, isReset ? 'is as in the beginning' : 'changes');
    const before = await this.farm.tell('scenario', nas.port);
    await this.farm.tell('update', nas.port, isReset ? nas.scenario : changed(before, this.#dice));
  }

  async #endSessions(nas: Nas): Promise<void> {
    this.#say(nas.id, 'ends its sessions');
    nas.endings += 1;
    await this.farm.tell(this.#dice.pick(['expireSessions', 'interruptSessions'] as const), nas.port);
  }

  async #switchOff(nas: Nas): Promise<void> {
    const lasts = this.#dice.from(300, 5000);
    this.#say(nas.id, `is off for ${lasts} ms`);
    nas.endings += 1;
    this.#suffer(nas, lasts);
    await this.farm.tell('switchOff', nas.port);
    this.#due.push({ at: performance.now() + lasts, work: () => this.farm.tell('switchOn', nas.port) });
  }

  async #restartBroker(): Promise<void> {
    const isForgetful = this.#dice.from(0, 1) === 1;
    const lasts = this.#dice.from(0, 3000);
    this.#say('broker', `is off for ${lasts} ms${isForgetful ? ' and forgets' : ''}`);
    await this.broker.stop();
    if (isForgetful) this.broker.forget();
    await sleep(lasts);
    await this.broker.start();
  }

  async #birth(): Promise<void> {
    this.#say('Home Assistant', 'starts');
    await this.witness.say('homeassistant/status', 'online');
  }

  async #press(nas: Nas): Promise<void> {
    this.#say(nas.id, 'is to be asked now');
    await this.witness.say(`${BASE}/${nas.id}/refresh/set`, 'PRESS');
  }
}
