import { randomBytes } from 'node:crypto';
import { type Account, defaultAccounts, stateCodes } from './account.ts';
import { Refusal } from './refusal.ts';
import type { Situation } from './situation.ts';

/** What a client shows at the door. */
export type Credentials = {
  readonly account: string;
  readonly password: string;
  readonly address: string;
  readonly otp: string | undefined;
  readonly deviceId: string | undefined;
  readonly deviceName: string | undefined;
};

/** Judges log-ins, and remembers failures by address and the devices that need no second factor any more. */
export class Doorkeeper {
  readonly #failures = new Map<string, number>();
  readonly #devices = new Set<string>();

  /** The account that may come in, or a Refusal with a code of 400 to 411. */
  judge(credentials: Credentials, situation: Situation): Account {
    const { account: name, password, address } = credentials;
    if (situation.replay) return { name, password };
    const failures = this.#failures.get(address) ?? 0;
    if (failures >= (situation.autoBlockAfter ?? Number.POSITIVE_INFINITY)) throw new Refusal(407);
    const accounts = situation.accounts ?? defaultAccounts;
    const found = accounts.find((account) => account.name.toLowerCase() === name.toLowerCase());
    if (!found || found.password !== password) {
      this.#failures.set(address, failures + 1);
      throw new Refusal(400);
    }
    if (found.state) throw new Refusal(stateCodes[found.state]);
    this.#askSecondFactor(found, credentials);
    this.#failures.delete(address);
    return found;
  }

  /** A token with which this device of the account is let in without a code. */
  trust(account: Account, deviceName: string): string {
    const id = randomBytes(32).toString('base64url');
    this.#devices.add(deviceKey(account, deviceName, id));
    return id;
  }

  #askSecondFactor(account: Account, credentials: Credentials): void {
    if (account.otp === undefined || this.#isTrusted(account, credentials)) return;
    if (!credentials.otp) throw new Refusal(403, { types: [{ type: 'otp' }] });
    if (credentials.otp !== account.otp) throw new Refusal(404);
  }

  #isTrusted(account: Account, { deviceId, deviceName }: Credentials): boolean {
    if (deviceId === undefined || deviceName === undefined) return false;
    const given = account.deviceTokens?.some((t) => t.device_id === deviceId && t.device_name === deviceName);
    return given || this.#devices.has(deviceKey(account, deviceName, deviceId));
  }
}

function deviceKey(account: Account, deviceName: string, deviceId: string): string {
  return [account.name, deviceName, deviceId].join('\0');
}
