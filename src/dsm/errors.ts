/**
 * What can go wrong between us and a NAS, classed by what the caller can do about it. A message never holds a
 * password, a session id or a URL with a query; `remedy` says what to do, as a sentence of its own.
 */
export class DsmError extends Error {
  readonly remedy: string | undefined;

  constructor(message: string, remedy?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.remedy = remedy;
  }

  /** Message and remedy as one text for people. */
  get words(): string {
    return this.remedy ? `${this.message}. ${this.remedy}` : this.message;
  }
}

/** Why the NAS could not be reached; `status` is an HTTP 5xx, `busy` DSM's own 109–111, 117, 118 twice in a row. */
export type UnreachableReason = 'time' | 'name' | 'refused' | 'reset' | 'route' | 'status' | 'busy';

/** The NAS did not answer: it may be down, or the way to it. Nothing is known about Drive. */
export class UnreachableError extends DsmError {
  readonly reason: UnreachableReason;

  constructor(reason: UnreachableReason, message: string, remedy?: string, cause?: unknown) {
    super(message, remedy, cause);
    this.reason = reason;
  }
}

/** The run was ended from outside (a signal). */
export class InterruptedError extends DsmError {}

export type CertificateProblem =
  | 'expired'
  | 'not-yet-valid'
  | 'name'
  | 'untrusted'
  | 'fingerprint'
  | 'absent';

/** The certificate was not accepted; nothing was sent. */
export class CertificateError extends DsmError {
  readonly problem: CertificateProblem;
  /** When the refused certificate ends or ended. */
  readonly validTo: Date | undefined;

  constructor(problem: CertificateProblem, message: string, remedy: string, validTo?: Date) {
    super(message, remedy);
    this.problem = problem;
    this.validTo = validTo;
  }
}

/** Something answered, but not as a NAS's Web API does: HTML, a redirect, broken JSON, a wrong shape, HTTP 4xx. */
export class AnswerError extends DsmError {}

/** The configuration cannot work as it is: a file that cannot be read, an option that does not fit this NAS. */
export class ConfigurationError extends DsmError {}

/** Which call an error belongs to. A 4xx code means something else in each API family. */
export interface Call {
  readonly api: string;
  readonly method: string;
}

/** The NAS answered `success: false`. */
export class ApiError extends DsmError {
  readonly api: string;
  readonly method: string;
  readonly code: number;
  /** What DSM adds for some codes, e.g. `{"name":"user","reason":"no such user"}` with 120. */
  readonly details: unknown;

  constructor(call: Call, code: number, meaning: string, remedy?: string, details?: unknown) {
    super(`${call.api} ${call.method} answered ${code}: ${meaning}`, remedy);
    this.api = call.api;
    this.method = call.method;
    this.code = code;
    this.details = details;
  }
}

/** The NAS refused the log-in with 400–411, now or at an earlier run: asking again could block this address. */
export class LogInRefused extends ApiError {}

/** It did so earlier, and was not asked now. */
export class RememberedRefusal extends LogInRefused {}

/** The NAS does not announce the API, or no version of it that we speak. It was not called. */
export class NotAnnouncedError extends DsmError {
  readonly api: string;

  constructor(api: string, message: string, remedy: string) {
    super(message, remedy);
    this.api = api;
  }
}

/** In our words by the system's code, whose own words differ from runtime to runtime. */
const sayBy =
  (reasons: Readonly<Record<string, string>>) =>
  (error: unknown): string => {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === undefined ? message : (reasons[code] ?? code);
  };

const OF_PATHS = {
  ENOTDIR: 'a part of its path is no folder',
  ENAMETOOLONG: 'its name is too long',
};

/** Why a file cannot be read. */
export const sayUnreadable = sayBy({
  ...OF_PATHS,
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
  ELOOP: 'links lead in a circle',
});

/** Why nothing can be written to a folder: the system names drafts as well. */
export const sayUnwritable = sayBy({
  ...OF_PATHS,
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EDQUOT: 'this user has no space left',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  ENOENT: 'there is no such folder',
});
