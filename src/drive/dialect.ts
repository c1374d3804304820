import type { Asker } from '../dsm/client.ts';
import { NotAnnouncedError } from '../dsm/errors.ts';
import {
  CONNECTIONS,
  DOCUMENTED_CANNOT_TELL,
  DocumentedDrive,
  SHARE_SYNC,
  USER_PROFILE,
} from './documented.ts';
import { DSM_CANNOT_TELL, DsmDrive } from './dsm.ts';
import { CONNECTION, DSM_APIS, SHARE_SYNC_CLIENT } from './dsm-apis.ts';
import type { DriveServer } from './server.ts';

export const DIALECTS = ['auto', 'documented', 'dsm'] as const;

/** `auto`: whichever the NAS announces. */
export type DialectChoice = (typeof DIALECTS)[number];

const DOCUMENTED_APIS: readonly string[] = [CONNECTIONS, SHARE_SYNC, USER_PROFILE];
/** Any of these shows that Drive is there and speaks DSM's dialect; the others DSM has without Drive, too. */
const DSM_DRIVE_APIS: readonly string[] = [CONNECTION, SHARE_SYNC_CLIENT];

/** Every API that some dialect asks for; SYNO.API.Info is asked about all of them at once. */
export const DRIVE_APIS: readonly string[] = [...DOCUMENTED_APIS, ...DSM_APIS];

/** What each dialect can never tell, and why: known before any NAS was asked. */
export const CANNOT_TELL: Readonly<Record<DriveServer['dialect'], Readonly<Record<string, string>>>> = {
  documented: DOCUMENTED_CANNOT_TELL,
  dsm: DSM_CANNOT_TELL,
};

export interface DriveChoice {
  readonly dialect: DialectChoice;
  /** The volume whose quotas count, e.g. `/volume1`; undefined for all. */
  readonly volume?: string | undefined;
}

/** Drive as this NAS speaks it. Throws NotAnnouncedError when it announces no Drive at all. */
export async function openDrive(client: Asker, { dialect, volume }: DriveChoice): Promise<DriveServer> {
  const info = await client.infoWithAnyOf([...DOCUMENTED_APIS, ...DSM_DRIVE_APIS]);
  const announced = (apis: readonly string[]) => apis.some((api) => info[api]);
  if (dialect !== 'dsm' && announced(DOCUMENTED_APIS)) return new DocumentedDrive(client);
  if (dialect !== 'documented' && announced(DSM_DRIVE_APIS)) return new DsmDrive(client, volume);
  const other = dialect !== 'auto' && announced([...DOCUMENTED_APIS, ...DSM_DRIVE_APIS]);
  throw new NotAnnouncedError(
    CONNECTIONS,
    other ? `this NAS does not speak --api ${dialect}` : 'the NAS announces no API of Synology Drive Server',
    other
      ? 'Leave --api out'
      : 'Install the package Synology Drive Server and start it in the Package Center',
  );
}
