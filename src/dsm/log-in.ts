import type { Account } from './account.ts';
import { type ApiEntry, type ApiInfo, chooseVersion } from './api-info.ts';
import { AnswerError, NotAnnouncedError } from './errors.ts';
import type { Parameters } from './form.ts';
import { ask, type Session, type Wire } from './wire.ts';

const AUTH = 'SYNO.API.Auth';
const VERSIONS = [3, 4, 5, 6, 7];

/** Under this name DSM lists the monitoring among an account's trusted devices; a device token is good only with it. */
export const DEVICE_NAME = 'synology-drive-monitoring';

function authEntry(info: ApiInfo): ApiEntry {
  const entry = info[AUTH];
  if (entry) return entry;
  throw new NotAnnouncedError(
    AUTH,
    'the NAS announces no log-in (SYNO.API.Auth)',
    'Is this the address of DSM?',
  );
}

function parametersFor(account: Account, sessionName: string, version: number): Parameters {
  return {
    account: account.name,
    passwd: account.password,
    session: sessionName,
    format: 'sid',
    ...(version >= 6 ? { enable_syno_token: 'yes' } : {}),
    ...(account.code ? { otp_code: account.code, enable_device_token: 'yes', device_name: DEVICE_NAME } : {}),
    ...(account.deviceToken ? { device_id: account.deviceToken, device_name: DEVICE_NAME } : {}),
  };
}

/** What a log-in brings. */
export interface LoggedIn {
  readonly session: Session;
  /** Where a code was sent: `did` of version 6, `device_id` of version 7. */
  readonly deviceToken?: string | undefined;
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** What goes into every request. Throws AnswerError for what would be a header of its own, or none. */
function secretOf(data: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const text = textOf(data[field]);
  if (text === undefined || /^[ -~]+$/.test(text)) return text;
  throw new AnswerError(
    `the log-in was accepted, but its answer holds characters that no request can carry (data.${field})`,
  );
}

/** Logs in once. Throws LogInRefused on 400–411. */
export async function logIn(
  wire: Wire,
  info: ApiInfo,
  account: Account,
  sessionName: string,
): Promise<LoggedIn> {
  const entry = authEntry(info);
  const version = chooseVersion(AUTH, entry, VERSIONS);
  const parameters = parametersFor(account, sessionName, version);
  const answer = await ask(wire, { api: AUTH, version, method: 'login', parameters, entry });
  const data = (answer ?? {}) as Readonly<Record<string, unknown>>;
  const sid = secretOf(data, 'sid');
  if (sid === undefined)
    throw new AnswerError('the log-in was accepted, but its answer holds no session id (data.sid)');
  const deviceToken = textOf(data.did) ?? textOf(data.device_id);
  return { session: { sid, token: secretOf(data, 'synotoken') }, deviceToken };
}

/** Logs out. Without `_sid` DSM answers success and leaves the session behind. */
export async function logOut(
  wire: Wire,
  info: ApiInfo,
  session: Session,
  sessionName: string,
): Promise<void> {
  const entry = authEntry(info);
  const version = chooseVersion(AUTH, entry, VERSIONS);
  await ask(wire, {
    api: AUTH,
    version,
    method: 'logout',
    parameters: { session: sessionName },
    entry,
    session,
  });
}
