/** Every check, with thresholds that make sense for the simulated office. */
export const SCENES: readonly { readonly check: string; readonly args: readonly string[] }[] = [
  { check: 'check_synology_drive_health', args: ['-w', '2', '-c', '5'] },
  { check: 'check_synology_drive_connections', args: ['-w', '40', '-c', '60'] },
  {
    check: 'check_synology_drive_clients',
    args: [
      ...['--client-type', 'desktop', '--min-version', 'desktop=3.2.0', '--require', 'backup'],
      ...['192.168.0.0/16', '10.8.0.0/16', '2001:db8::/32'].flatMap((network) => [
        '--allow-network',
        network,
      ]),
    ],
  },
  { check: 'check_synology_drive_sync', args: ['--stalled', '30m', '--require', 'Team Projects'] },
  { check: 'check_synology_drive_quota', args: [] },
  { check: 'check_synology_drive_last_sync', args: ['-w', '12h', '-c', '3d'] },
  { check: 'check_synology_drive', args: ['--connections-warning', '40', '--last-sync-warning', '12h'] },
];
