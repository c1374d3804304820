import { type ConnectOptions, connect, type NasConfig } from '../config/nas.ts';
import { ConfigurationError, LogInRefused } from '../dsm/errors.ts';
import { prompt } from './prompt.ts';
import { openTokenFile } from './token-file.ts';

/** A code is needed, but none was sent. */
const CODE_NEEDED = 403;

export interface EnrolRequest {
  readonly nas: NasConfig;
  /** For one log-in: the time that a person takes to find a code does not count. */
  readonly options: () => ConnectOptions;
  /** Where the token goes. */
  readonly tokenFile: string;
  readonly code: string | undefined;
  /** Aborted when the run is to end. */
  readonly stop: AbortSignal;
}

/** Codes are shown, and typed, in groups. */
const ungrouped = (code: string) => code.replaceAll(/\s/g, '');

/** Logs in once, with a code where there is one, and out again. Returns the token that came of it. */
async function logInOnce(request: EnrolRequest, code: string | undefined): Promise<string | undefined> {
  const { nas } = request;
  const account = { name: nas.account.name, password: nas.account.password, code: code && ungrouped(code) };
  const options = request.options();
  const { client } = connect({ ...nas, account, keepSession: false, ignoreRefusals: true }, options);
  try {
    return (await client.logIn()).deviceToken;
  } finally {
    await client.close(2000);
    options.deadline.clear();
  }
}

async function tokenFor(request: EnrolRequest): Promise<string | undefined> {
  if (request.code !== undefined) return logInOnce(request, request.code);
  try {
    return await logInOnce(request, undefined);
  } catch (error) {
    if (!(error instanceof LogInRefused && error.code === CODE_NEEDED)) throw error;
    const question = 'Verification code';
    const code = await prompt({ question, hidden: false, instead: 'Give it by --code', stop: request.stop });
    return logInOnce(request, code);
  }
}

function sayWithoutToken(code: string | undefined): string {
  if (code === undefined) return 'The log-in works without a code: no device token is needed.';
  throw new ConfigurationError(
    'the log-in was accepted, but the NAS gave no device token (did or device_id)',
    'Is 2-factor authentication on for this account, and may its devices be trusted?',
  );
}

/** Enrols this machine as a trusted device of the account; returns what to say of it. */
export async function enrol(request: EnrolRequest): Promise<string> {
  const file = openTokenFile(request.tokenFile);
  try {
    const token = await tokenFor(request);
    if (token === undefined) return sayWithoutToken(request.code);
    file.keep(token);
    return `The device token is in ${request.tokenFile}: give it to the checks by --device-id-file.`;
  } finally {
    file.release();
  }
}
