import { describe, expect, it } from 'vitest';
import { DRIVE_CODES, driveTrouble, isNoSuchUser } from '../../src/drive/codes.ts';
import { explain, LOG_IN_CODES } from '../../src/dsm/codes.ts';
import { ApiError } from '../../src/dsm/errors.ts';

const AUTH = 'SYNO.API.Auth';
const DRIVE = 'SYNO.SynologyDrive.Connections';
const meaning = (api: string, code: number) => explain(api, code, [DRIVE_CODES]).meaning;
const error = (api: string, code: number, details?: unknown) =>
  new ApiError({ api, method: 'x' }, code, 'meaning', undefined, details);

describe('a code', () => {
  it.each([
    [AUTH, 400, 'no such account, or wrong password'],
    [AUTH, 402, 'the account may not log in'],
    [DRIVE, 402, 'only administrators may ask this'],
    ['SYNO.SynologyDriveShareSync.Connection', 402, 'only administrators may ask this'],
    ['SYNO.Core.User', 402, 'a code that is not documented for this API'],
    [DRIVE, 400, 'a code that is not documented for this API'],
    [AUTH, 500, 'a code that is not documented for this API'],
    [DRIVE, 105, 'the account may not do this'],
    ['SYNO.Core.User', 119, 'no such session'],
    [DRIVE, 99999, 'a code that is not documented for this API'],
  ])('of %s, %i, means: %s', (api, code, says) => expect(meaning(api, code)).toBe(says));

  it.each(Object.keys(LOG_IN_CODES.codes).map(Number))('%i of a log-in has a remedy', (code) => {
    expect(explain(AUTH, code, []).remedy).toMatch(/^[A-Z].*[^.]$/);
  });

  it.each([102, 103, 104, 105, 402, 403, 500, 501, 502, 503])('%i of Drive has a remedy', (code) => {
    expect(explain(DRIVE, code, [DRIVE_CODES]).remedy).toMatch(/^[A-Z].*[^.]$/);
  });

  it.each([
    [DRIVE, 500, 'down'],
    [DRIVE, 501, 'down'],
    [DRIVE, 502, 'down'],
    [DRIVE, 503, 'paused'],
    [DRIVE, 499, undefined],
    [DRIVE, 504, undefined],
    [AUTH, 500, undefined],
  ])('of %s, %i, is trouble of Drive: %s', (api, code, trouble) =>
    expect(driveTrouble(error(api, code))).toBe(trouble),
  );

  it.each([
    [120, { name: 'user' }, true],
    [120, { name: 'name' }, true],
    [120, { name: 'limit' }, false],
    [120, undefined, false],
    [120, 'user', false],
    [114, { name: 'user' }, false],
  ])('%i with %j says that there is no such user: %s', (code, details, says) =>
    expect(isNoSuchUser(error(DRIVE, code, details))).toBe(says),
  );
});
