import { randomBytes } from 'node:crypto';
import type { Call } from './call.ts';
import { Refusal } from './refusal.ts';
import type { Situation } from './situation.ts';

/** What one log-in opened; `token` where the client asked for one, and then each call must carry it. */
export type Session = {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly address: string;
  readonly token: string | undefined;
};

type Entry = { readonly session: Session; lastUsed: number; ended?: 106 | 107 };

/** The sessions a NAS keeps: they live by use, and an ended one tells its reason once (106, 107), then 119. */
export class Sessions {
  readonly #entries = new Map<string, Entry>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How many are alive. */
  get size(): number {
    return [...this.#entries.values()].filter((entry) => entry.ended === undefined).length;
  }

  open(account: string, name: string, address: string, withToken: boolean, situation: Situation): Session {
    if (situation.singleSession) this.#interrupt(account, name);
    const session = { id: secret(), account, name, address, token: withToken ? secret() : undefined };
    this.#entries.set(session.id, { session, lastUsed: this.#now() });
    return session;
  }

  /** The session a call carries, or a Refusal. */
  admit(call: Call, situation: Situation): Session {
    const id = call.parameters.get('_sid') ?? '';
    const entry = this.#entries.get(id);
    if (!entry) throw new Refusal(119);
    const ended = entry.ended ?? this.#idledOut(entry, situation);
    if (ended !== undefined) {
      this.#entries.delete(id);
      throw new Refusal(ended);
    }
    const { session } = entry;
    if (situation.bindAddress && session.address !== call.address) throw new Refusal(150);
    if (session.token !== undefined && session.token !== call.token) throw new Refusal(119);
    entry.lastUsed = this.#now();
    return session;
  }

  close(session: Session): void {
    this.#entries.delete(session.id);
  }

  /** Ends them all, as a timeout (106) or another log-in (107) would. */
  endAll(code: 106 | 107): void {
    for (const entry of this.#entries.values()) entry.ended = code;
  }

  #idledOut(entry: Entry, situation: Situation): 106 | undefined {
    const limit = (situation.sessionTimeout ?? Number.POSITIVE_INFINITY) * 1000;
    return this.#now() - entry.lastUsed > limit ? 106 : undefined;
  }

  #interrupt(account: string, name: string): void {
    for (const entry of this.#entries.values()) {
      if (entry.session.account === account && entry.session.name === name) entry.ended ??= 107;
    }
  }
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}
