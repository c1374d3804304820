import { defaultAccounts } from './account.ts';
import { defaultTimeline } from './default-timeline.ts';
import type { Moment } from './moment.ts';
import type { ConnectionRow, UserRow } from './rows.ts';
import type { Scenario } from './scenario.ts';

const GiB = 1024 ** 3;
const MiB = 1024 ** 2;

/** A small office on a working day: eight people, 25 connections, five ShareSync tasks. */
export const defaultScenario: Scenario = {
  dialect: 'documented',
  accounts: defaultAccounts,
  autoBlockAfter: 10,
  sessionTimeout: 900,
  connections: [
    desktop('john.doe', '3.4.0', '192.168.1.100', '3h ago'),
    desktop('john.doe', '3.5.1', '192.168.1.101', '26m ago'),
    desktop('anna.schmidt', '3.5.1', '192.168.1.102', '5h ago'),
    desktop('anna.schmidt', '3.4.0', '192.168.1.103', '2d ago'),
    desktop('jürgen.müller', '3.5.1', '192.168.1.104', '4h ago'),
    desktop('jürgen.müller', '3.2.1', '192.168.1.105', '9d ago'),
    desktop('OFFICE\\maria.rossi', '3.5.1', '192.168.1.106', '2h ago'),
    desktop('OFFICE\\maria.rossi', '3.5.1', '192.168.1.107', '55m ago'),
    desktop('li.wei', '3.5.1', '192.168.1.108', '6h ago'),
    desktop('li.wei', '3.5.0', '10.8.0.6', '70m ago'),
    desktop('sam.taylor', '3.4.0', '192.168.1.110', '7h ago'),
    desktop('sam.taylor', '3.4.0', '192.168.1.111', '31h ago'),
    desktop('backup', '3.5.1', '192.168.1.20', '21d ago'),
    desktop('backup', '3.5.1', '192.168.1.21', '21d ago'),
    desktop('fatima.khan', '3.5.1', '2001:db8:1::57', '90m ago'),
    mobile('john.doe', '4.1.0', '203.0.113.24', '12m ago'),
    mobile('anna.schmidt', '4.1.0', '192.168.1.141', '44m ago'),
    mobile('anna.schmidt', '3.9.2', '198.51.100.7', '3h ago'),
    mobile('jürgen.müller', '4.1.0', '192.168.1.142', '2h ago'),
    mobile('OFFICE\\maria.rossi', '4.0.3', '192.168.1.143', '8m ago'),
    mobile('li.wei', '4.1.0', '10.8.0.7', '19h ago'),
    mobile('sam.taylor', '4.1.0', '203.0.113.77', '35m ago'),
    mobile('fatima.khan', '4.0.3', '192.168.1.144', '5m ago'),
    web('john.doe', '192.168.1.100', '17m ago'),
    web('fatima.khan', '2001:db8:1::57', '61m ago'),
  ],
  syncs: [
    sync('john.doe', 'Team Projects', 'syncing', 150, 104_857_600),
    sync('anna.schmidt', 'Marketing', 'idle', 2841, 31 * GiB),
    sync('jürgen.müller', 'Zeichnungen', 'syncing', 977, 12 * GiB),
    sync('OFFICE\\maria.rossi', 'Contabilità', 'idle', 412, 640 * MiB),
    sync('backup', 'Team Projects', 'idle', 18_204, 212 * GiB),
  ],
  users: [
    user('john.doe', 5 * GiB, 100 * GiB, 500, 50, '4m ago'),
    user('anna.schmidt', 37 * GiB, 50 * GiB, 8120, 611, '9m ago'),
    user('jürgen.müller', 46.4 * GiB, 50 * GiB, 2304, 187, '2m ago'),
    user('OFFICE\\maria.rossi', 11 * GiB, 50 * GiB, 3980, 242, '21m ago'),
    user('li.wei', 640 * GiB, 0, 48_211, 3902, '1m ago'),
    user('sam.taylor', 22 * GiB, 50 * GiB, 1766, 120, '3h ago'),
    user('fatima.khan', 2 * GiB, 50 * GiB, 90, 12, '33m ago'),
    user('backup', 212 * GiB, 0, 18_204, 1441, '58m ago'),
  ],
  timeline: defaultTimeline,
};

function desktop(name: string, version: string, address: string, since: Moment): ConnectionRow {
  return connection(name, 'desktop', version, address, since);
}

function mobile(name: string, version: string, address: string, since: Moment): ConnectionRow {
  return connection(name, 'mobile', version, address, since);
}

function web(name: string, address: string, since: Moment): ConnectionRow {
  return connection(name, 'web', '3.5.1', address, since);
}

function connection(
  name: string,
  type: string,
  version: string,
  address: string,
  since: Moment,
): ConnectionRow {
  return {
    user: name,
    client_type: type,
    client_version: version,
    ip_address: address,
    connected_time: since,
  };
}

function sync(name: string, share: string, status: string, files: number, bytes: number) {
  return { user: name, share_name: share, sync_status: status, files_synced: files, bytes_synced: bytes };
}

function user(
  name: string,
  used: number,
  total: number,
  files: number,
  folders: number,
  synced: Moment,
): UserRow {
  return {
    user: name,
    quota_used: Math.round(used),
    quota_total: total,
    file_count: files,
    folder_count: folders,
    last_sync_time: synced,
  };
}
