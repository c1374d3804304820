import { defaultAccounts } from './account.ts';
import type { DsmDevice, DsmUser } from './dsm-rows.ts';
import { dsmTimeline } from './dsm-timeline.ts';
import type { Moment } from './moment.ts';
import type { ConnectionRow, UserRow } from './rows.ts';
import type { Scenario } from './scenario.ts';

const GiB = 1024 ** 3;

/**
 * A small office as a real NAS tells of it. Of its eight users two are of a domain, one is disabled and one has never
 * logged in; ten devices are connected, four are away; two branch offices sync from here, and this NAS from two others.
 */
export const dsmScenario: Scenario = {
  dialect: 'dsm',
  dsmVersion: 7,
  drive: { version: 4, state: 'ready' },
  accounts: defaultAccounts,
  autoBlockAfter: 10,
  sessionTimeout: 900,
  connections: [
    device('alice', 'drive', 'ALICE-PC', '192.168.50.21', '3h ago', { client_status: 'syncing' }),
    device('alice', 'drive_backup', 'ALICE-PC', '192.168.50.21', '3h ago'),
    device('alice', 'dscloud', 'Pixel 8', '', '12m ago', { client_is_relay: true, client_version: '4.1.0' }),
    device('bert', 'drive_backup', 'LAPTOP-7.local', '192.168.50.232', '12d ago', away('9d ago')),
    device('bert', 'drive', 'BERT-PC', '192.168.50.22', '40m ago'),
    device('chloé.martin', 'drive', 'MBP-Chloe.local', '10.8.0.6', '2h ago', {
      client_version: '3.2.1-13271',
    }),
    device('chloé.martin', 'dscloud', 'iPhone', '198.51.100.7', '4d ago', away('3h ago')),
    device('OFFICE\\dmitri', 'drive', 'OFFICE-WS-04', '192.168.50.24', '6h ago'),
    device('OFFICE\\erika', 'drive', 'OFFICE-WS-05', '192.168.50.25', '26h ago', away('20h ago')),
    device('OFFICE\\erika', 'web_portal', '-', '192.168.50.25', '8m ago'),
    device('frank', 'drive', 'FRANK-NUC', '2001:db8:1::57', '21d ago'),
    device('grace', 'drive', 'GRACE-PC', '192.168.50.27', '33d ago', away('31d ago')),
    device('sync-north', 'sharesync', 'NAS-NORTH', '203.0.113.10', '21d ago', {
      client_version: '4.0.3-27892',
    }),
    device('sync-south', 'sharesync', 'NAS-SOUTH', '', '5d ago', { client_is_relay: true }),
  ],
  syncs: [
    task('Plans', 'NAS-HQ', 'syncing', 977, 12 * GiB),
    task('Archive', 'NAS-HQ', 'idle', 18_204, 212 * GiB),
    task('Offers', 'NAS-WEST', 'idle', 412, 2 * GiB),
  ],
  users: [
    user('alice', 37 * GiB, 50 * GiB),
    user('bert', 46 * GiB, 50 * GiB),
    user('chloé.martin', 18 * GiB, 0, { group_limit: 20_480 }),
    user('OFFICE\\dmitri', 11 * GiB, 50 * GiB),
    user('OFFICE\\erika', 3 * GiB, 50 * GiB),
    user('frank', 640 * GiB, 0, { user_quota: [homes(0, 655_360), wholeVolume(102_400, 51_200)] }),
    user('grace', 2 * GiB, 50 * GiB, { status: 'disabled' }),
    user('henrik', 0, 50 * GiB, { enabled: false }),
    user('admin', 0, 0, { status: 'disabled', privilege: false }),
  ],
  timeline: dsmTimeline,
};

function device(
  name: string,
  type: string,
  id: string,
  address: string,
  since: Moment,
  more: DsmDevice = {},
): ConnectionRow {
  return {
    user: name,
    client_type: type,
    client_version: '3.5.0-16084',
    ip_address: address,
    connected_time: since,
    dsm: { client_id: id, ...more },
  };
}

/** A device that is linked, and when it was here last. */
function away(since: Moment): DsmDevice {
  return { client_status: 'off_line', last_auth_time: since };
}

function task(share: string, server: string, status: string, files: number, bytes: number) {
  const counts = { files_synced: files, bytes_synced: bytes };
  return { user: 'sync', share_name: share, sync_status: status, ...counts, dsm: { server_name: server } };
}

function user(name: string, used: number, total: number, dsm: DsmUser = {}): UserRow {
  return { user: name, quota_used: used, quota_total: total, dsm };
}

/** MiB, as all in DSM's own rows. */
function homes(quota: number, used: number) {
  const share = { group_limit: 0, name: 'homes', quota, used };
  return { quota_status: 'v2', shares: [share], support_share_quota: true, volume: '/volume1' };
}

function wholeVolume(quota: number, used: number) {
  return { quota, quota_status: 'v1', support_share_quota: false, used, volume: '/volume2' };
}
