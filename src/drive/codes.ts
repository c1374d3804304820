import type { CodeFamily } from '../dsm/codes.ts';
import type { ApiError } from '../dsm/errors.ts';

const PACKAGE = 'Synology Drive Server';
const MOVING = {
  meaning: `${PACKAGE} is moving its database to another volume`,
  remedy: 'Wait until it is done',
};

/** Codes of SYNO.SynologyDrive.* and SYNO.SynologyDriveShareSync.*, as seen on real NASes. */
export const DRIVE_CODES: CodeFamily = {
  prefix: 'SYNO.SynologyDrive',
  codes: {
    401: { meaning: 'Drive failed without saying why', remedy: `Look at the log of ${PACKAGE}` },
    402: {
      meaning: 'only administrators may ask this',
      remedy: 'Put the account into the administrators group in DSM under Control Panel > User & Group',
    },
    403: {
      meaning: 'Drive is not allowed to this account',
      remedy:
        'Allow it the application Synology Drive in DSM under Control Panel > User & Group > Applications',
    },
    500: { meaning: `${PACKAGE} is disabled`, remedy: 'Start it in DSM in the Package Center' },
    501: {
      meaning: `${PACKAGE} is not ready`,
      remedy: 'It may be starting. Otherwise restart it in the Package Center',
    },
    502: {
      meaning: `the volume of ${PACKAGE} is full`,
      remedy: 'Make room on it: Drive does not sync until then',
    },
    503: { meaning: `${PACKAGE} is paused while its database moves`, remedy: 'Wait until it is done' },
    600: MOVING,
    601: MOVING,
    602: MOVING,
    603: MOVING,
    604: MOVING,
  },
};

/** Whether an error is Drive's own word that it does not work now. */
export function driveTrouble(error: ApiError): 'down' | 'paused' | undefined {
  if (!error.api.startsWith(DRIVE_CODES.prefix)) return undefined;
  if (error.code >= 500 && error.code <= 502) return 'down';
  return error.code === 503 ? 'paused' : undefined;
}

/** Reasons of 120 that are about a parameter's form, not about whom it names. */
const FORM = ['type', 'required', 'condition'];

/** Whether an error says that the user asked for does not exist: 120 about the parameter that named them, or DSM's 3106. */
export function isNoSuchUser(error: ApiError): boolean {
  const { name, reason } = (error.details ?? {}) as { name?: unknown; reason?: unknown };
  if (error.code === 3106) return error.api.startsWith('SYNO.Core.');
  return error.code === 120 && (name === 'user' || name === 'name') && !FORM.includes(String(reason));
}
