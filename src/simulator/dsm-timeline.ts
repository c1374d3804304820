import type { Step } from './step.ts';

const GiB = 1024 ** 3;
const plans = { user: 'sync', share_name: 'Plans' };
const laptop = {
  user: 'bert',
  client_type: 'drive',
  client_version: '3.5.0-16084',
  ip_address: '192.168.50.22',
  connected_time: '40m ago',
} as const;

/** The office's next hour, in what a real NAS can show of it; at its end all is well again. */
export const dsmTimeline: readonly Step[] = [
  {
    at: 60,
    say: "henrik logs in for the first time, from his phone and through Synology's relay",
    connect: [
      {
        user: 'henrik',
        client_type: 'dscloud',
        client_version: '4.1.0',
        ip_address: '',
        connected_time: '0s ago',
        dsm: { client_id: 'Galaxy S23', client_is_relay: true },
      },
    ],
    users: [{ user: 'henrik', dsm: { enabled: true } }],
  },
  {
    at: 120,
    say: 'bert shuts his PC down: it stays linked, but is away',
    disconnect: [{ user: 'bert', client_type: 'drive' }],
    connect: [
      { ...laptop, dsm: { client_id: 'BERT-PC', client_status: 'off_line', last_auth_time: '0s ago' } },
    ],
  },
  {
    at: 180,
    say: 'bert has copied films: his quota passes 95 %; Plans stands still',
    users: [{ user: 'bert', quota_used: 48 * GiB }],
  },
  {
    at: 600,
    say: "chloé.martin nears her group's limit",
    users: [{ user: 'chloé.martin', quota_used: Math.round(19.9 * GiB) }],
  },
  {
    at: 1800,
    say: 'Plans fails',
    syncs: [{ ...plans, sync_status: 'error' }],
  },
  {
    at: 2400,
    say: 'the administrator moves the database of Drive: it is paused',
    set: { drive: { version: 4, state: 'paused' } },
  },
  {
    at: 2700,
    say: 'Drive is back, bert too, and everything syncs',
    set: { drive: { version: 4, state: 'ready' } },
    disconnect: [{ user: 'bert', client_type: 'drive' }],
    connect: [{ ...laptop, connected_time: '0s ago', dsm: { client_id: 'BERT-PC' } }],
    users: [
      { user: 'bert', quota_total: 100 * GiB },
      { user: 'chloé.martin', dsm: { group_limit: 40_960 } },
    ],
    syncs: [{ ...plans, sync_status: 'syncing', files_synced: 1204, bytes_synced: 15 * GiB }],
  },
];
