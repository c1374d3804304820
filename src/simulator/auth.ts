import type { Account } from './account.ts';
import { type Api, isOn, optionalText, requiredText, type Visit } from './api.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import type { JsonValue } from './json.ts';
import type { Sessions } from './session.ts';

/** `SYNO.API.Auth` of DSM 7: on DSM 6 a scenario moves its path to `auth.cgi`. */
export function authApi(doorkeeper: Doorkeeper, sessions: Sessions): Api {
  return {
    announced: { minVersion: 3, maxVersion: 7, path: 'entry.cgi' },
    open: true,
    methods: {
      login: (visit) => logIn(visit, doorkeeper, sessions),
      logout: (visit) => logOut(visit, sessions),
    },
  };
}

/**
 * Version 7 answers `{"account":"monitor","device_id":"…","is_portal_port":false,"sid":"…","synotoken":"…"}`, 6 calls the
 * device `did`, 3 to 5 give `sid` alone. `device_id` and `synotoken` are there where they were asked for.
 */
function logIn(visit: Visit, doorkeeper: Doorkeeper, sessions: Sessions): JsonValue {
  const { call, situation, version } = visit;
  const deviceName = optionalText(visit, 'device_name');
  const credentials = {
    account: requiredText(visit, 'account'),
    password: requiredText(visit, 'passwd'),
    address: call.address,
    otp: optionalText(visit, 'otp_code'),
    deviceId: optionalText(visit, 'device_id'),
    deviceName,
  };
  const account = doorkeeper.judge(credentials, situation);
  const withToken = version >= 6 && isOn(visit, 'enable_syno_token');
  const name = optionalText(visit, 'session') ?? '';
  const { id, token } = sessions.open(account.name, name, call.address, withToken, situation);
  return {
    ...(version >= 7 && { account: account.name }),
    ...deviceAnswer(visit, account, doorkeeper),
    ...(version >= 6 && { is_portal_port: false }),
    sid: id,
    ...(token !== undefined && { synotoken: token }),
  };
}

/** A device is remembered only where a code was asked for. */
function deviceAnswer(visit: Visit, account: Account, doorkeeper: Doorkeeper): Record<string, JsonValue> {
  const deviceName = optionalText(visit, 'device_name');
  const asked = account.otp !== undefined && isOn(visit, 'enable_device_token');
  if (visit.version < 6 || !asked || !deviceName) return {};
  return { [visit.version >= 7 ? 'device_id' : 'did']: doorkeeper.trust(account, deviceName) };
}

/** Without `_sid` the answer is a success too, and the session stays behind: so does a real DSM. */
function logOut({ call, situation }: Visit, sessions: Sessions): undefined {
  if (call.parameters.has('_sid')) sessions.close(sessions.admit(call, situation));
}
