import { Peer, type PeerOptions } from './peer.ts';

/** A process that ends and is started again, and what it has said in all its lives. */
export class Lives {
  #peer: Peer | undefined;
  #earlier = '';

  /** All it has said, of every run. */
  get log(): string {
    return this.#earlier + (this.#peer?.output ?? '');
  }

  get running(): boolean {
    return this.#peer?.running ?? false;
  }

  begin(command: readonly string[], options?: PeerOptions): void {
    this.follow(new Peer(command, options));
  }

  /** The same with a process that somebody else has started. */
  follow(peer: Peer): void {
    this.#bury();
    this.#peer = peer;
  }

  /** As `systemctl stop` does. */
  async stop(): Promise<void> {
    await this.#peer?.stop();
    this.#bury();
  }

  /** As a power failure would end it. */
  async kill(): Promise<void> {
    await this.#peer?.kill();
    this.#bury();
  }

  /** Nobody gets it while it does not run. */
  signal(name: NodeJS.Signals): void {
    if (this.running && this.#peer?.pid !== undefined) process.kill(this.#peer.pid, name);
  }

  #bury(): void {
    this.#earlier = this.log;
    this.#peer = undefined;
  }
}
