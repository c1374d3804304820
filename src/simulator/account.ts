import { type Decoded, flag, listOf, oneOf, shape, text } from './decode.ts';

/**
 * What keeps an account out although the password is right, with the log-in's answer to it. `password-expired-final`
 * is a password that expired and that its owner may not change.
 */
export const stateCodes = {
  disabled: 401,
  denied: 402,
  'code-enforced': 406,
  blocked: 407,
  'password-expired-final': 408,
  'password-expired': 409,
  'must-change': 410,
  locked: 411,
} as const;

/** Somebody who may try to log in. `admin: false` is refused every Drive API with 105. */
export type Account = Decoded<typeof account>;
export const account = shape(
  { name: text, password: text },
  {
    otp: text,
    state: oneOf(
      'disabled',
      'denied',
      'code-enforced',
      'blocked',
      'password-expired-final',
      'password-expired',
      'must-change',
      'locked',
    ),
    admin: flag,
    deviceTokens: listOf(shape({ device_name: text, device_id: text }, {})),
  },
);

/** Who can log in where a scenario names nobody. */
export const defaultAccounts: readonly Account[] = [{ name: 'monitor', password: 'monitor' }];
