import type { Member } from './fleet.ts';
import type { Site } from './site.ts';

/** The custom variables by which a host's checks reach its NAS over plain http, and log in there. */
export const accountAt = ({ nas }: Member, site: Site, passwordFile: string) => ({
  synology_drive_port: nas.port,
  synology_drive_plain_http: true,
  synology_drive_username: 'monitor',
  synology_drive_password_file: passwordFile,
  synology_drive_session_dir: site.sessions,
});
