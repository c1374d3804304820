import type { Client } from '../../drive/model.ts';
import type { DriveServer } from '../../drive/server.ts';
import { applyClientRules } from '../../probes/client-rules.ts';
import { type ClientRow, clients, NAMELESS } from '../../probes/clients.ts';
import type { Probe, Total } from '../../probes/probe.ts';
import type { Arguments } from '../arguments.ts';
import type { Check, CheckContext } from '../check.ts';
import { type Filter, filterFrom, filterRows, saySought } from '../filter-options.ts';
import type { Finding, Report } from '../finding.ts';
import {
  judgeNumber,
  judgeTotals,
  known,
  sayUntellable,
  sayValue,
  tellable,
  totalsPerfdata,
} from '../judge.ts';
import type { Thresholds } from '../thresholds.ts';
import { CLIENT_OPTIONS, type ClientWishes, readClientOptions } from './client-options.ts';
import { isOfType, judgeClient, judgeDevice, judgeRequirement } from './judge-client.ts';
import { judgeSize } from './listing.ts';

function select(rows: readonly Client[], filter: Filter, types: readonly string[]): Client[] {
  const ofType = types.length === 0 ? rows : rows.filter((row) => types.some((type) => isOfType(row, type)));
  return filterRows(ofType, filter, (row) => row.user);
}

/** Thresholds on what a total stands for are judged part by part, e.g. the connections of each user. */
function judgeTotal(
  total: Total<ClientRow>,
  rows: readonly ClientRow[],
  thresholds: Thresholds,
  now: number,
): Finding[] {
  if (!total.parts) return judgeTotals([total], rows, thresholds, now);
  const threshold = thresholds.of(total.name);
  const judged = [...total.parts(rows)].map(([name, value]) =>
    name === NAMELESS && thresholds.isJudged(total.name)
      ? {
          state: 'UNKNOWN' as const,
          text: `${sayValue(total, value)} without a user's name: the NAS did not send it`,
        }
      : judgeNumber(total, value, threshold, name),
  );
  return judged.filter(({ state }) => state !== 'OK');
}

function judgeAbsence(rows: readonly Client[], filter: Filter, types: readonly string[]): Finding[] {
  const sought = saySought({ user: filter.include, type: types.map((text) => ({ text })) });
  if (rows.length > 0 || sought === '') return [];
  return [{ state: 'UNKNOWN', text: `no client of ${sought} is connected: nothing to judge` }];
}

/** Rules about linked devices, on a NAS that lists only who is connected. */
function judgeDeviceRules(
  { rules, devices }: ClientWishes,
  { cannotTell }: DriveServer,
  args: Arguments,
): Finding[] {
  const reason = cannotTell.linked;
  if (reason === undefined) return [];
  const asked = known([
    rules.offlineFor === undefined ? undefined : 'offline-for',
    devices.length > 0 ? 'require-device' : undefined,
  ]);
  return asked.map((option) => ({
    state: 'UNKNOWN',
    text: `${args.typed(option)} cannot be judged: ${reason}`,
  }));
}

const one = (count: number, [singular, plural]: readonly [string, string]) =>
  `${count} ${count === 1 ? singular : plural}`;

/** `25 clients of 8 users`, `13 clients of 7 users, 4 linked devices off-line` */
function summarize(rows: readonly ClientRow[]): string {
  const connected = rows.filter((row) => row.connected);
  const users = new Set(connected.map((row) => row.user?.toLowerCase())).size;
  const away = rows.length - connected.length;
  const said = `${one(connected.length, ['client', 'clients'])} of ${one(users, ['user', 'users'])}`;
  return away === 0 ? said : `${said}, ${one(away, ['linked device', 'linked devices'])} off-line`;
}

/** The check of each client. */
export function clientsCheck(probe: Probe<ClientRow> = clients): Check {
  async function run({ args, drive, thresholds, trace, now }: CheckContext): Promise<Report> {
    const wishes = readClientOptions(args, thresholds);
    const filter = filterFrom(args, 'user');
    const server = await drive();
    const listing = await server.clients();
    const gaps = judgeSize(listing, trace);
    const chosen = select(listing.rows, filter, wishes.types);
    // Not by spreading: V8 makes slow objects of that, and there may be many.
    const rows = chosen.map((row) => Object.assign(applyClientRules(row, wishes.rules, now), row));
    const totals = tellable(probe.totals, server);
    const devices = server.cannotTell.linked === undefined ? wishes.devices : [];
    return {
      findings: [
        ...judgeDeviceRules(wishes, server, args),
        ...sayUntellable(probe.totals, server, thresholds),
        ...(gaps.length > 0
          ? gaps
          : [
              ...judgeAbsence(rows, filter, wishes.types),
              ...wishes.requirements.map((requirement) => judgeRequirement(requirement, listing.rows)),
              ...devices.map((device) => judgeDevice(device, listing.rows, now)),
              ...totals.flatMap((total) => judgeTotal(total, rows, thresholds, now)),
            ]),
        ...rows.flatMap((row) => judgeClient(row, wishes, now)),
      ],
      summary: summarize(rows),
      perfdata: gaps.length > 0 ? [] : totalsPerfdata(probe, totals, rows, thresholds, now),
    };
  }
  return {
    id: 'clients',
    name: 'CLIENTS',
    about: 'Each connected client of Synology Drive: its version, its network, and how many each user has',
    metrics: [...probe.metrics, ...probe.totals],
    main: 'max_per_user',
    defaults: {},
    options: CLIENT_OPTIONS,
    perfdata: [{ when: 'always', metrics: probe.totals }],
    timeout: 10,
    examples: [
      { says: 'desktop clients older than 3.5.0 are a WARNING', args: '--min-version desktop=3.5.0' },
      {
        says: 'clients from outside the company are CRITICAL',
        args: '--allow-network 192.168.0.0/16 --unexpected-state critical',
      },
      { says: 'a laptop that has not connected for a week is a WARNING', args: '--offline-for 7d' },
    ],
    run,
  };
}
