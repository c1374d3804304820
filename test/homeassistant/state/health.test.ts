import { describe, expect, it } from 'vitest';
import {
  failed,
  type Health,
  isAnswer,
  probeFailed,
  succeeded,
} from '../../../homeassistant/state/health.ts';
import {
  AnswerError,
  CertificateError,
  ConfigurationError,
  InterruptedError,
  LogInRefused,
  NotAnnouncedError,
  UnreachableError,
} from '../../../src/dsm/errors.ts';
import { AWAY, refusal } from '../../support/bridge.ts';

const SILENT = [
  ['the NAS is away', AWAY],
  ['its certificate is refused', new CertificateError('expired', 'has expired', 'Renew it')],
  ['a password file is missing', new ConfigurationError('no such file')],
  ['the bridge ends', new InterruptedError('the bridge is ending')],
] as const;

const REFUSED = [
  ['the NAS refuses the call', refusal()],
  ['the NAS refuses the log-in', new LogInRefused({ api: 'SYNO.API.Auth', method: 'login' }, 400, 'no')],
  ['the NAS announces no Drive', new NotAnnouncedError('SYNO.SynologyDrive', 'none', 'Install it')],
] as const;

const BROKEN = new TypeError('x is not a function');

const UP: Health = { up: true, failures: 0 };

describe('a NAS', () => {
  it.each(SILENT)('has not answered when %s', (_, error) => {
    expect(isAnswer(error)).toBe(false);
  });

  it('has not answered when something else did', () => {
    expect(isAnswer(new AnswerError('a web page'))).toBe(false);
  });

  it('has not answered when something of ours is broken', () => {
    expect(isAnswer(BROKEN)).toBe(false);
  });

  it.each(REFUSED)('has answered when %s', (_, error) => {
    expect(isAnswer(error)).toBe(true);
  });

  it('counts as off-line after so many failures in a row, not before', () => {
    const first = failed(UP, AWAY, 3);
    const second = failed(first, AWAY, 3);
    const third = failed(second, AWAY, 3);
    expect([first, second, third]).toEqual([
      { up: true, failures: 1, error: AWAY },
      { up: true, failures: 2, error: AWAY },
      { up: false, failures: 3, error: AWAY },
    ]);
  });

  it('is off-line at once where one failure is enough', () => {
    expect(failed(UP, AWAY, 1).up).toBe(false);
  });

  it('that never answered is not on-line for its first failures', () => {
    expect(failed({ up: false, failures: 0 }, AWAY, 3)).toEqual({ up: false, failures: 1, error: AWAY });
  });

  it('is on-line again with the first answer, and counts anew', () => {
    expect(succeeded()).toEqual(UP);
    expect(failed(succeeded(), AWAY, 3).up).toBe(true);
  });
});

describe('a probe', () => {
  it.each(SILENT)('stays as it was for a while when %s', (_, error) => {
    expect(probeFailed(UP, error, 2)).toEqual({ up: true, failures: 1, error });
    expect(probeFailed(probeFailed(UP, error, 2), error, 2).up).toBe(false);
  });

  it.each([
    ...REFUSED,
    ['something else answers', new AnswerError('a web page')],
    ['something of ours is broken', BROKEN],
  ] as const)('is off-line at once when %s: old values would stand as new', (_, error) => {
    expect(probeFailed(UP, error, 100)).toEqual({ up: false, failures: 1, error });
  });

  it('that was unreachable for a time may be reached by another way of failing', () => {
    const unreachable = new UnreachableError('time', 'no answer within 30 s');
    expect(probeFailed(probeFailed(UP, unreachable, 3), refusal(), 3)).toMatchObject({
      up: false,
      failures: 2,
    });
  });
});
