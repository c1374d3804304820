import { type Account, nasIdentity } from '../dsm/account.ts';
import { AccountMemory, type MemoryHabits } from '../dsm/account-memory.ts';
import { DsmClient } from '../dsm/client.ts';
import type { CodeFamily } from '../dsm/codes.ts';
import type { Deadline } from '../dsm/deadline.ts';
import { Lines } from '../dsm/lines.ts';
import { type Memory, openMemory } from '../dsm/state-folder.ts';
import type { Trace } from '../dsm/trace.ts';
import type { Endpoint, Transport } from '../dsm/transport.ts';

/** How one NAS is reached, and as whom. */
export interface NasConfig extends MemoryHabits {
  readonly endpoint: Endpoint;
  readonly account: Account;
  /** Chosen folder for what is kept between runs. */
  readonly sessionDir?: string | undefined;
}

/** Where DSM listens unless somebody chose another port. */
export const defaultPort = (isPlainHttp: boolean): number => (isPlainHttp ? 5000 : 5001);

/** What every client of one NAS asks for, and whom it tells. */
export interface Asking {
  readonly trace: Trace;
  readonly apis: readonly string[];
  readonly families: readonly CodeFamily[];
}

/** A NAS that can be asked again and again: its connections and its memory outlive the single question. */
export interface OpenNas {
  readonly memory: Memory;
  /** Identifies the NAS and the account, without secrets: for the names of files that remember something of them. */
  readonly identity: readonly unknown[];
  readonly transport: Transport;
  /** Who asks until the deadline; all share the session. */
  client(deadline: Deadline): DsmClient;
}

/** Makes ready to ask; sends nothing yet. */
export function openNas(nas: NasConfig, asking: Asking): OpenNas {
  const { endpoint, account } = nas;
  const memory = openMemory(nas.sessionDir);
  for (const note of memory.notes) asking.trace(1, note);
  asking.trace(
    3,
    memory.folder ? `kept between runs in ${memory.folder.path}` : 'nothing is kept between runs',
  );
  const accountMemory = new AccountMemory(memory, endpoint, account, nas, asking.trace);
  const transport = new Lines(endpoint);
  return {
    memory,
    identity: [...nasIdentity(endpoint), account.name],
    transport,
    client: (deadline) => new DsmClient({ ...asking, deadline, transport, account, memory: accountMemory }),
  };
}

export interface Connection {
  readonly client: DsmClient;
  readonly memory: Memory;
  readonly identity: readonly unknown[];
}

export interface ConnectOptions extends Asking {
  readonly deadline: Deadline;
}

/** A NAS for one run, within one deadline. */
export function connect(nas: NasConfig, options: ConnectOptions): Connection {
  const { memory, identity, client } = openNas(nas, options);
  return { client: client(options.deadline), memory, identity };
}
