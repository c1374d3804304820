import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../src/simulator/certificate.ts';
import type { SimulatorOptions } from '../../src/simulator/simulator.ts';
import { version } from '../../src/version.ts';
import { SINGLE_IDS } from '../support/checks.ts';
import { examine } from '../support/doctor.ts';
import { type Office, openOffice } from '../support/office.ts';
import { documented, dsm } from './scenarios.ts';

let office: Office;
afterEach(() => office.close());

async function examined(options: SimulatorOptions, args: readonly string[] = []) {
  office = await openOffice(options);
  return examine(office, args).ended;
}

/** Its lines, without what differs from run to run. */
const masked = (stdout: string) =>
  stdout
    .replaceAll(/\(\d+ ms\)/g, '(<n> ms)')
    .replaceAll(/\d{4}-\d\d-\d\d/g, '<day>')
    .split('\n');

const APIS = {
  documented: [
    'SYNO.SynologyDrive.Connections',
    'SYNO.SynologyDrive.ShareSync',
    'SYNO.SynologyDrive.UserProfile',
  ],
  dsm: [
    'SYNO.SynologyDrive.Connection',
    'SYNO.SynologyDriveShareSync.Connection',
    'SYNO.SynologyDrive.Privilege',
    'SYNO.Core.User',
    'SYNO.Core.Quota',
  ],
} as const;

describe('the whole output', () => {
  it('shows a NAS of the API document, over plain http', async () => {
    const ended = await examined({ scenario: documented });
    const reach = `-H 127.0.0.1 -p ${office.nas.port} --plain-http -u monitor --password-file ${office.folder.path}/password`;
    const expected = [
      `synology-drive-doctor ${version}`,
      'ok      name         127.0.0.1 is an address (<n> ms)',
      `ok      certificate  127.0.0.1:${office.nas.port} is asked over plain http (<n> ms)`,
      `ok      APIs         announced: ${APIS.documented.map((api) => `${api} v1-1 (entry.cgi)`).join(', ')}. ` +
        `Not announced: ${APIS.dsm.join(', ')}, SYNO.Core.Package (<n> ms)`,
      'ok      log-in       accepted as monitor (<n> ms)',
      "ok      dialect      the API document's (--api documented) (<n> ms)",
      'ok      connections  1 client connected [1 row] (<n> ms)',
      '    decoded: total_connections (number), desktop_clients (number), mobile_clients (number), web_clients (number)',
      'ok      clients      1 connected [1 row] (<n> ms)',
      '    decoded: connections (list), connections.user (string), connections.client_type (string), ' +
        'connections.client_version (string), connections.ip_address (string), connections.connected_time (number), total (number)',
      'ok      sync         1 task [1 row] (<n> ms)',
      '    decoded: connections (list), connections.user (string), connections.share_name (string), ' +
        'connections.sync_status (string), connections.files_synced (number), connections.bytes_synced (number), total (number)',
      'ok      users        no list of its own: users are taken from clients and tasks (<n> ms)',
      'ok      profiles     asked for 1 user [1 row] (<n> ms)',
      '    decoded: quota_used (number), quota_total (number), file_count (number), folder_count (number), last_sync_time (number)',
      '    unknown: user (string)',
      'ok      package      this NAS does not tell (<n> ms)',
      '',
      'Checks for this NAS:',
      ...SINGLE_IDS.map((check) => `check_synology_drive_${check} ${reach}`),
      '',
      'In bridge.yaml:',
      'nas:',
      '  - id: "127_0_0_1"',
      '    host: "127.0.0.1"',
      `    port: ${office.nas.port}`,
      '    plain_http: true',
      '    username: monitor',
      `    password_file: ${office.folder.path}/password`,
      '',
    ];
    expect(masked(ended.stdout)).toEqual(expected);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('shows a real DSM, whose certificate is pinned', async () => {
    const tls = await selfSigned({ names: ['nas.example.com'] });
    const pin = ['--fingerprint', tls.fingerprint];
    const ended = await examined({ scenario: dsm, tls }, pin);
    const hex = tls.fingerprint.replaceAll(':', '').toLowerCase();
    const reach = `-H 127.0.0.1 -p ${office.nas.port} --fingerprint ${hex} -u monitor --password-file ${office.folder.path}/password`;
    const expected = [
      `synology-drive-doctor ${version}`,
      'ok      name         127.0.0.1 is an address (<n> ms)',
      'ok      certificate  for nas.example.com, issued by nas.example.com, valid <day> to <day>, ' +
        `--fingerprint ${tls.fingerprint} (<n> ms)`,
      `ok      APIs         announced: ${APIS.dsm.map((api, index) => `${api} v1-${index === 0 ? 2 : 1} (entry.cgi, JSON)`).join(', ')}. ` +
        `Not announced: ${APIS.documented.join(', ')}, SYNO.Core.Package (<n> ms)`,
      'ok      log-in       accepted as monitor (<n> ms)',
      "ok      dialect      a real DSM's (--api dsm) (<n> ms)",
      'ok      connections  0 clients connected [1 row] (<n> ms)',
      '    decoded: summary (object), summary.desktop (number), summary.mobile (number), summary.sharesync (number), summary.total (number)',
      'ok      clients      1 connected [1 row] (<n> ms)',
      '    decoded: items (list), items.client_id (string), items.client_ip (string), items.client_is_relay (boolean), ' +
        'items.client_name (string), items.client_status (string), items.client_type (string), items.client_version (string), ' +
        'items.last_auth_time (number), items.login_time (string), total (number)',
      '    unknown: items.client_can_wipe (boolean), items.client_location (string), items.client_session_id (string), items.device_uuid (string)',
      'ok      sync         1 task [1 row] (<n> ms)',
      '    decoded: conn (list), conn.user (string), conn.share_name (string), conn.files_synced (number), ' +
        'conn.bytes_synced (number), conn.status (string), is_pause (boolean), total (number)',
      '    missing: conn.is_pause, conn.sync_status',
      'ok      users        1 user of Drive [1 row] (<n> ms)',
      '    decoded: users (list), users.enabled (boolean), users.status (string), users.name (string)',
      '    missing: users.expired',
      '    unknown: offset (number), total (number)',
      'ok      profiles     asked for 1 user [1 row] (<n> ms)',
      '    decoded: user_quota (list), user_quota.shares (list), user_quota.shares.group_limit (number), ' +
        'user_quota.shares.name (string), user_quota.shares.quota (number), user_quota.shares.used (number), user_quota.volume (string)',
      '    unknown: user_quota.quota_status (string), user_quota.support_share_quota (boolean)',
      'ok      package      this NAS does not tell (<n> ms)',
      '',
      'Checks for this NAS:',
      ...SINGLE_IDS.map((check) => `check_synology_drive_${check} ${reach}`),
      '',
      'In bridge.yaml:',
      'nas:',
      '  - id: "127_0_0_1"',
      '    host: "127.0.0.1"',
      `    port: ${office.nas.port}`,
      `    fingerprint: ${/^[a-z]/.test(hex) ? hex : JSON.stringify(hex)}`,
      '    username: monitor',
      `    password_file: ${office.folder.path}/password`,
      '',
    ];
    expect(masked(ended.stdout)).toEqual(expected);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  });
});
