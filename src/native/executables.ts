/** Every executable; none of them is loaded before it is asked for. */
export const executables: Readonly<Record<string, () => Promise<unknown>>> = {
  check_synology_drive_health: () => import('../../plugins/check_synology_drive_health.ts'),
  check_synology_drive_connections: () => import('../../plugins/check_synology_drive_connections.ts'),
  check_synology_drive_clients: () => import('../../plugins/check_synology_drive_clients.ts'),
  check_synology_drive_sync: () => import('../../plugins/check_synology_drive_sync.ts'),
  check_synology_drive_quota: () => import('../../plugins/check_synology_drive_quota.ts'),
  check_synology_drive_last_sync: () => import('../../plugins/check_synology_drive_last_sync.ts'),
  check_synology_drive: () => import('../../plugins/check_synology_drive.ts'),
  'synology-drive-bridge': () => import('../../homeassistant/main.ts'),
  'synology-drive-doctor': () => import('../doctor/main.ts'),
  'synology-drive-simulator': () => import('../simulator/main.ts'),
};
