import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { CommandName, FarmCommands, Order, Reply } from './farm-commands.ts';

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void };

/** The process of the simulated NASes. */
export class Farm {
  readonly #child: ChildProcess = fork('src/build/run.mjs', ['test/bench/bridge/farm-process.ts']);
  readonly #waiting = new Map<number, Waiting>();
  #orders = 0;

  constructor() {
    this.#child.on('message', ({ id, value, error }: Reply) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(value);
      else waiting?.reject(new Error(error));
    });
    this.#child.on('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the simulated NASes have ended'));
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async tell<Name extends CommandName>(
    name: Name,
    ...args: Parameters<FarmCommands[Name]>
  ): Promise<ReturnType<FarmCommands[Name]>> {
    this.#orders += 1;
    const order: Order = { id: this.#orders, name, args };
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(order.id, { resolve, reject });
    });
    this.#child.send(order);
    return (await answer) as ReturnType<FarmCommands[Name]>;
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}
