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
    ...(account.deviceToken ? { device_id: account.deviceToken, device_name: DEVICE_NAME } : {}),
  };
}

/** Logs in once. Throws LogInRefused on 400–411. */
export async function logIn(
  wire: Wire,
  info: ApiInfo,
  account: Account,
  sessionName: string,
): Promise<Session> {
  const entry = authEntry(info);
  const version = chooseVersion(AUTH, entry, VERSIONS);
  const parameters = parametersFor(account, sessionName, version);
  const data = (await ask(wire, { api: AUTH, version, method: 'login', parameters, entry })) as
    | { sid?: unknown; synotoken?: unknown }
    | undefined;
  if (typeof data?.sid !== 'string' || data.sid === '')
    throw new AnswerError('the log-in was accepted, but its answer holds no session id (data.sid)');
  return { sid: data.sid, ...(typeof data.synotoken === 'string' ? { token: data.synotoken } : {}) };
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
