import { hashOf, keyedHashOf, randomHex } from './hash.ts';
import type { StateFolder } from './state-folder.ts';
import type { Endpoint } from './transport.ts';

/** Who logs in. */
export interface Account {
  readonly name: string;
  readonly password: string;
  /** The token of a completed two-factor log-in on this machine. */
  readonly deviceToken?: string | undefined;
  /** A verification code, for the one log-in that asks the NAS for such a token. */
  readonly code?: string | undefined;
}

const SALT_FILE = 'salt';

/** The folder's own salt: 32 random bytes in hex, made at its first use. Throws when it cannot be written. */
function saltOf(folder: StateFolder): string {
  const read = () => /^[0-9a-f]{64}$/.exec(folder.read(SALT_FILE) ?? '')?.[0];
  const made = () => randomHex(32);
  const known = read();
  if (known) return known;
  // Of several first runs at once, one makes it for all of them.
  folder.create(SALT_FILE, made());
  // One that is damaged or not private is nobody's any more.
  if (read() === undefined) folder.write(SALT_FILE, made());
  return read() ?? made();
}

/** Hashes what identifies something, unambiguously: `["a","bc"]` and `["ab","c"]` differ. */
export function fingerprintOf(parts: readonly unknown[], salt = ''): string {
  const text = JSON.stringify(parts);
  return (salt === '' ? hashOf(text) : keyedHashOf(salt, text)).slice(0, 32);
}

/** What identifies a NAS: the same host by another port or scheme may be another one. */
export function nasIdentity({ host, port, tls }: Endpoint): readonly unknown[] {
  return [host.toLowerCase(), port, tls ? 'https' : 'http'];
}

/** Names under which things about one account at one NAS are kept; each is made when it is asked for. */
export interface AccountKeys {
  /** Changes with host, port, scheme, account, password and device token. */
  readonly account: string;
  /** One per NAS: log-ins take turns, whoever logs in. */
  readonly lock: string;
  /** The session's name at the NAS: this machine's and folder's own, so that no other server's is replaced. */
  readonly sessionName: string;
}

function sessionNameOf(secret: string): string {
  // Loaded here, because a warm run has no session to name.
  const { hostname } = process.getBuiltinModule('node:os');
  return `SynologyDriveMonitoring${fingerprintOf([hostname()], secret).slice(0, 12)}`;
}

export function accountKeys(folder: StateFolder, endpoint: Endpoint, account: Account): AccountKeys {
  const salt = saltOf(folder);
  const nas = nasIdentity(endpoint);
  const secrets = [account.password, account.deviceToken ?? ''];
  return {
    account: `account-${fingerprintOf([...nas, account.name, ...secrets], salt)}.json`,
    get lock() {
      return `nas-${fingerprintOf(nas, salt)}`;
    },
    get sessionName() {
      return sessionNameOf(salt);
    },
  };
}

/** A name that no other session has, for one that is ended after the run. */
export const uniqueSessionName = (): string => sessionNameOf(randomHex(16));
