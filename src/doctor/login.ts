import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type ConnectOptions, connect, type NasConfig } from '../config/nas.ts';
import { ConfigurationError, LogInRefused } from '../dsm/errors.ts';
import { prompt } from './prompt.ts';

/** A code is needed, but none was sent. */
const CODE_NEEDED = 403;

export interface EnrolRequest {
  readonly nas: NasConfig;
  readonly options: ConnectOptions;
  /** Where the token goes. */
  readonly tokenFile: string;
  readonly code: string | undefined;
}

/** Writes the token whole, readable by its owner alone from the first byte on. */
function writeToken(file: string, token: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, `${token}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(draft, 0o600);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw new ConfigurationError(
      `cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Logs in once, with a code where there is one, and out again. Returns the token that came of it. */
async function logInOnce(
  { nas, options }: EnrolRequest,
  code: string | undefined,
): Promise<string | undefined> {
  const account = { name: nas.account.name, password: nas.account.password, code };
  const { client } = connect({ ...nas, account, keepSession: false, ignoreRefusals: true }, options);
  try {
    return (await client.logIn()).deviceToken;
  } finally {
    await client.close(2000);
  }
}

async function tokenFor(request: EnrolRequest): Promise<string | undefined> {
  if (request.code !== undefined) return logInOnce(request, request.code);
  try {
    return await logInOnce(request, undefined);
  } catch (error) {
    if (!(error instanceof LogInRefused && error.code === CODE_NEEDED)) throw error;
    const code = await prompt('Verification code', false, 'Give it by --code');
    return logInOnce(request, code.trim());
  }
}

/** Enrols this machine as a trusted device of the account; returns what to say of it. */
export async function enrol(request: EnrolRequest): Promise<string> {
  const token = await tokenFor(request);
  if (token !== undefined) {
    writeToken(request.tokenFile, token);
    return `The device token is in ${request.tokenFile}: give it to the checks by --device-id-file.`;
  }
  if (request.code === undefined) return 'The log-in works without a code: no device token is needed.';
  throw new ConfigurationError(
    'the log-in was accepted, but the NAS gave no device token (did or device_id)',
    'Is 2-factor authentication on for this account, and may its devices be trusted?',
  );
}
