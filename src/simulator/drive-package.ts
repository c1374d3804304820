import { type Decoded, oneOf, shape, versionOf } from './decode.ts';

/** What Drive answers to everything while it is not ready; it may become ready again by itself. */
const codes: Readonly<Record<string, number>> = {
  disabled: 500,
  'not-ready': 501,
  'volume-full': 502,
  paused: 503,
  moving: 600,
};

/**
 * The Drive package: `absent` is not installed and announces nothing. Versions 3 and 4 answer alike, as far as anybody
 * has seen.
 */
export type DrivePackage = Decoded<typeof drivePackage>;
export const drivePackage = shape(
  {},
  {
    version: versionOf(3, 4),
    state: oneOf('ready', 'disabled', 'not-ready', 'volume-full', 'paused', 'moving', 'absent'),
  },
);

type Installation = { readonly drive?: DrivePackage };

/** Whether the NAS has this API: one of Drive's only where Drive is installed. */
export function isInstalled(api: string, { drive }: Installation): boolean {
  return drive?.state !== 'absent' || !isOfDrive(api);
}

/** The code with which Drive refuses everybody, if it does. */
export function driveRefusal(api: string, { drive }: Installation): number | undefined {
  return isOfDrive(api) ? codes[drive?.state ?? 'ready'] : undefined;
}

function isOfDrive(api: string): boolean {
  return api.startsWith('SYNO.SynologyDrive');
}
