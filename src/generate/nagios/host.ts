import { HOST_TEMPLATE, variableOf } from './names.ts';
import { comment, type Directive, define, exampleHeader, joined } from './object.ts';

const ABOUT = `Synology Drive: an example host, which gets all services.

Change the names, the address and the account in your copy. One such block for each NAS is all there is to it.`;

/** The account that an example logs in with. */
export const ACCOUNT: readonly Directive[] = [
  [variableOf('username'), 'monitor'],
  [variableOf('password-file'), '/etc/nas.secret', 'its first line; root:nagios, mode 640'],
];

const EXAMPLES: readonly Directive[] = [
  [variableOf('fingerprint'), 'AB:CD:…', 'a self-signed certificate: synology-drive-doctor shows it'],
  [variableOf('ca-file'), '/etc/ssl/nas.pem', 'or the CA that has signed it'],
  [variableOf('tls-name'), 'nas.example.com', 'the name in the certificate, where address is none'],
  [
    variableOf('extra-opts'),
    'synology-drive',
    'account and password of monitoring-plugins.ini, instead of the above',
  ],
  ['_SYNOLOGY_DRIVE_QUOTA_OPTIONS', '-w 80 -c 90'],
  ['_SYNOLOGY_DRIVE_CLIENTS_OPTIONS', '--min-version desktop=3.5.0 --offline-for 7d'],
  ['_SYNOLOGY_DRIVE_SYNC_OPTIONS', '--stalled 30m'],
  ['_SYNOLOGY_DRIVE_LAST_SYNC_OPTIONS', '-w 36h -c 3d'],
];

const OTHERWISE = `A service that is to be otherwise on this host; the others stay as they are. A line in services.cfg makes room for it:
\`host_name  !nas\`, below the hostgroup_name of its service.`;

/** What may be added, to be opened. */
const closed = ([name, ...rest]: Directive): Directive => [`#${name}`, ...rest];

export const hostText = (): string =>
  joined(
    exampleHeader(ABOUT),
    define(
      'host',
      [
        ['use', HOST_TEMPLATE],
        ['host_name', 'nas'],
        ['alias', 'Office NAS'],
        ['address', 'nas.example.com'],
      ],
      ACCOUNT,
      EXAMPLES.map(closed),
    ),
    comment(OTHERWISE),
    define('service', [
      ['use', 'synology-drive-sync'],
      ['host_name', 'nas'],
      ['check_command', "synology_drive_sync!--require 'Team Projects'"],
      ['check_interval', '1'],
    ]).replaceAll(/^(?=.)/gm, '#'),
  );
