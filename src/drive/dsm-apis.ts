/** The APIs of a real DSM that tell of Synology Drive. */
export const CONNECTION = 'SYNO.SynologyDrive.Connection';
export const SHARE_SYNC_CLIENT = 'SYNO.SynologyDriveShareSync.Connection';
export const PRIVILEGE = 'SYNO.SynologyDrive.Privilege';
export const CORE_USER = 'SYNO.Core.User';
export const CORE_QUOTA = 'SYNO.Core.Quota';
export const CORE_PACKAGE = 'SYNO.Core.Package';

export const DSM_APIS: readonly string[] = [
  CONNECTION,
  SHARE_SYNC_CLIENT,
  PRIVILEGE,
  CORE_USER,
  CORE_QUOTA,
  CORE_PACKAGE,
];
