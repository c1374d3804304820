import { type Account, nasIdentity } from '../dsm/account.ts';
import { AccountMemory } from '../dsm/account-memory.ts';
import { DsmClient } from '../dsm/client.ts';
import type { CodeFamily } from '../dsm/codes.ts';
import type { Deadline } from '../dsm/deadline.ts';
import { type Memory, openMemory } from '../dsm/state-folder.ts';
import type { Trace } from '../dsm/trace.ts';
import type { Endpoint } from '../dsm/transport.ts';
import { UndiciTransport } from '../dsm/undici.ts';

/** How one NAS is reached, and as whom. */
export interface NasConfig {
  readonly endpoint: Endpoint;
  readonly account: Account;
  /** Chosen folder for what is kept between runs. */
  readonly sessionDir?: string | undefined;
  readonly keepSession: boolean;
  /** Asks the NAS whatever log-in it refused before. */
  readonly ignoreRefusals?: boolean | undefined;
}

export interface Connection {
  readonly client: DsmClient;
  readonly memory: Memory;
  /** Identifies the NAS and the account, without secrets: for the names of files that remember something of them. */
  readonly identity: readonly unknown[];
}

export interface ConnectOptions {
  readonly deadline: Deadline;
  readonly trace: Trace;
  readonly apis: readonly string[];
  readonly families: readonly CodeFamily[];
}

/** Makes ready to ask; sends nothing yet. */
export function connect(nas: NasConfig, options: ConnectOptions): Connection {
  const { endpoint, account } = nas;
  const memory = openMemory(nas.sessionDir);
  for (const note of memory.notes) options.trace(1, note);
  options.trace(
    3,
    memory.folder ? `kept between runs in ${memory.folder.path}` : 'nothing is kept between runs',
  );
  const accountMemory = new AccountMemory(memory, endpoint, account, nas, options.trace);
  const transport = new UndiciTransport(endpoint);
  const client = new DsmClient({ ...options, transport, account, memory: accountMemory });
  return { client, memory, identity: [...nasIdentity(endpoint), account.name] };
}
