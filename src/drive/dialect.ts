import type { DsmClient } from '../dsm/client.ts';
import { NotAnnouncedError } from '../dsm/errors.ts';
import { CONNECTIONS, DocumentedDrive, SHARE_SYNC, USER_PROFILE } from './documented.ts';
import type { DriveServer } from './server.ts';

export const DIALECTS = ['auto', 'documented'] as const;

/** `auto`: whichever the NAS announces. */
export type DialectChoice = (typeof DIALECTS)[number];

/** Every API that some dialect asks for; SYNO.API.Info is asked about all of them at once. */
export const DRIVE_APIS: readonly string[] = [CONNECTIONS, SHARE_SYNC, USER_PROFILE];

/** Drive as this NAS speaks it. Throws NotAnnouncedError when it announces no Drive at all. */
export async function openDrive(client: DsmClient, choice: DialectChoice): Promise<DriveServer> {
  const info = await client.infoWithAnyOf(DRIVE_APIS);
  if (choice === 'documented' || DRIVE_APIS.some((api) => info[api])) return new DocumentedDrive(client);
  throw new NotAnnouncedError(
    CONNECTIONS,
    'the NAS announces no API of Synology Drive Server',
    'Install the package Synology Drive Server and start it in the Package Center',
  );
}
