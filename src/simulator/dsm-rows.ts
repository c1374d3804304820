import { count, type Decoded, flag, json, listOf, oneOf, shape, text } from './decode.ts';

/**
 * Fields of a device's item in Connection.list, laid over what its documented row says; any value is taken, so that
 * wrong types can be played. `last_auth_time` may be a time like `9d ago`. `client_status: off_line` is a device that
 * is linked and away: the documented dialect does not know it.
 */
export type DsmDevice = Decoded<typeof dsmDevice>;
export const dsmDevice = shape(
  {},
  {
    client_can_wipe: json,
    client_id: json,
    client_ip: json,
    client_is_relay: json,
    client_location: json,
    client_name: json,
    client_session_id: json,
    client_status: json,
    client_type: json,
    client_version: json,
    device_uuid: json,
    last_auth_time: json,
    login_time: json,
  },
);

/** What DSM knows of a user besides the profile. */
export type DsmUser = Decoded<typeof dsmUser>;
export const dsmUser = shape(
  {},
  {
    /** Default: `domain` for DOMAIN\user, `ldap` for user@domain, else `local`. */
    type: oneOf('local', 'domain', 'ldap'),
    /** `normal` (default), `disabled`, `home_disabled`, or any word. */
    status: text,
    /** Whether Drive has made its row of the user, which it does after the first log-in; default: unless disabled. */
    enabled: flag,
    /** False: may not use Drive, and is known to DSM alone. */
    privilege: flag,
    /** MiB; what the user's groups leave of `homes`, 0 (default) for no limit. */
    group_limit: count,
    /** The answer of SYNO.Core.Quota instead of one volume with `homes`. */
    user_quota: listOf(json),
  },
);
