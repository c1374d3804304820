/** What an error code means, and what to do about it. */
export interface Explanation {
  readonly meaning: string;
  readonly remedy?: string;
}

/** The codes of one API family, by the beginning of the API's name. */
export interface CodeFamily {
  readonly prefix: string;
  readonly codes: Readonly<Record<number, Explanation>>;
}

const DSM_ACCOUNT = 'in DSM under Control Panel > User & Group';
const LOAD = 'The NAS is busy or its network unstable: look at its load in Resource Monitor';

const OTHER_API =
  'This NAS speaks another version of the API: update it or this program, or report it with -vvv';

/** Codes that mean the same in every API. Source: Synology's Web API guides and public clients. */
const COMMON: CodeFamily['codes'] = {
  100: { meaning: 'unknown error', remedy: "Look at the NAS's log in Log Center" },
  101: { meaning: 'the request names no API, method or version', remedy: OTHER_API },
  102: { meaning: 'no such API', remedy: 'Is the package that brings it installed and running?' },
  103: { meaning: 'no such method', remedy: OTHER_API },
  104: { meaning: 'this version of the API is not supported', remedy: OTHER_API },
  105: {
    meaning: 'the account may not do this',
    remedy: `Give the account the right to it (most such calls need the administrators group, ${DSM_ACCOUNT})`,
  },
  106: { meaning: 'the session has timed out' },
  107: {
    meaning: 'the session was interrupted by another log-in',
    remedy: 'Give the monitoring an account of its own',
  },
  109: { meaning: 'the network is unstable or the system busy', remedy: LOAD },
  110: { meaning: 'the network is unstable or the system busy', remedy: LOAD },
  111: { meaning: 'the network is unstable or the system busy', remedy: LOAD },
  114: { meaning: 'a parameter is missing', remedy: OTHER_API },
  117: { meaning: 'the network is unstable or the system busy', remedy: LOAD },
  118: { meaning: 'the network is unstable or the system busy', remedy: LOAD },
  119: { meaning: 'no such session' },
  120: { meaning: 'a parameter was not accepted' },
  150: {
    meaning: 'the request came from another address than the log-in',
    remedy: 'Reach the NAS by one way only, or allow it in DSM under Control Panel > Security > General',
  },
  160: {
    meaning: 'the application is not allowed to this account',
    remedy: `Allow it ${DSM_ACCOUNT} > Applications`,
  },
};

/** Codes of SYNO.API.Auth. The same numbers mean other things elsewhere. */
export const LOG_IN_CODES: CodeFamily = {
  prefix: 'SYNO.API.Auth',
  codes: {
    400: {
      meaning: 'no such account, or wrong password',
      remedy: 'Correct the account or its password file',
    },
    401: { meaning: 'the account is disabled', remedy: `Enable it ${DSM_ACCOUNT}` },
    402: {
      meaning: 'the account may not log in',
      remedy: `Allow it the application DSM ${DSM_ACCOUNT} > Applications`,
    },
    403: {
      meaning: 'a verification code is needed (2-factor authentication)',
      remedy: 'Give the device token of a completed 2FA log-in by --device-id-file',
    },
    404: {
      meaning: 'the verification code is wrong',
      remedy: "Take a fresh code, and check the machine's clock",
    },
    405: {
      meaning: 'the application portal refused the log-in',
      remedy: 'Log in to DSM itself, not to a portal',
    },
    406: {
      meaning: 'the account must set up 2-factor authentication first',
      remedy: 'Log in to DSM in a browser with this account and set it up, or exempt the account',
    },
    407: {
      meaning: 'the NAS has blocked this address',
      remedy: 'Remove it in DSM under Control Panel > Security > Protection, and allow this machine there',
    },
    408: {
      meaning: 'the password has expired and cannot be changed',
      remedy: `Set a new one ${DSM_ACCOUNT}`,
    },
    409: { meaning: 'the password has expired', remedy: 'Log in to DSM in a browser and set a new one' },
    410: {
      meaning: 'the password must be changed first',
      remedy: 'Log in to DSM in a browser and set a new one',
    },
    411: { meaning: 'the account is locked', remedy: `Unlock it ${DSM_ACCOUNT}` },
  },
};

/** Explains a code of an API; a code that its family does not list is said to be unknown, never borrowed. */
export function explain(api: string, code: number, families: readonly CodeFamily[]): Explanation {
  const family = [LOG_IN_CODES, ...families].find((candidate) => api.startsWith(candidate.prefix));
  return family?.codes[code] ?? COMMON[code] ?? { meaning: 'a code that is not documented for this API' };
}
