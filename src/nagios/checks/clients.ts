import type { Client } from '../../drive/model.ts';
import { applyClientRules } from '../../probes/client-rules.ts';
import { type ClientRow, clients, NAMELESS } from '../../probes/clients.ts';
import type { Probe, Total } from '../../probes/probe.ts';
import type { Check, CheckContext } from '../check.ts';
import { type Filter, filterFrom, filterRows, saySought } from '../filter-options.ts';
import type { Finding, Report } from '../finding.ts';
import { judge, judgeValue, known, totalsPerfdata } from '../judge.ts';
import type { Thresholds } from '../thresholds.ts';
import { CLIENT_OPTIONS, type ClientWishes, type Requirement, readClientOptions } from './client-options.ts';
import { noteSize } from './listing.ts';

const same = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();

function select(rows: readonly Client[], filter: Filter, types: readonly string[]): Client[] {
  const ofType =
    types.length === 0 ? rows : rows.filter((row) => types.some((type) => same(row.clientType, type)));
  return filterRows(ofType, filter, (row) => row.user);
}

const sayClient = (row: Client) => `${row.user ?? NAMELESS}: ${row.clientType ?? 'unknown'} client`;

/** What the site's rules say of one client. */
function judgeClient(row: ClientRow, { rules, outdatedState, unexpectedState }: ClientWishes): Finding[] {
  const who = sayClient(row);
  const from = row.ipAddress === undefined ? '' : ` (${row.ipAddress})`;
  const wanted = rules.minVersions.get(row.clientType?.toLowerCase() ?? '');
  const said: (Finding | undefined)[] = [
    row.outdated
      ? { state: outdatedState, text: `${who} ${row.clientVersion} is older than ${wanted}${from}` }
      : undefined,
    row.unexpected
      ? { state: unexpectedState, text: `${who} from ${row.ipAddress}, outside the allowed networks` }
      : undefined,
    row.unclear === undefined
      ? undefined
      : { state: 'UNKNOWN', text: `${who}${from} cannot be judged: ${row.unclear}` },
  ];
  const found = known(said);
  return found.length > 0 ? found : [{ state: 'OK', text: `${who} ${row.clientVersion ?? ''}${from}` }];
}

function judgeRequirement({ user, type }: Requirement, rows: readonly Client[]): Finding {
  const there = rows.some(
    (row) => same(row.user, user) && (type === undefined || same(row.clientType, type)),
  );
  const what = type === undefined ? '' : ` by a ${type} client`;
  return there
    ? { state: 'OK', text: `${user}: connected${what}` }
    : { state: 'CRITICAL', text: `${user}: not connected${what}` };
}

/** Thresholds on what a total stands for are judged part by part, e.g. the connections of each user. */
function judgeTotal(
  total: Total<ClientRow>,
  rows: readonly ClientRow[],
  thresholds: Thresholds,
  now: number,
): Finding[] {
  if (!total.parts) return known([judge(total, rows, thresholds, now)]);
  const threshold = thresholds.of(total.name);
  const judged = [...total.parts(rows)].map(([name, value]) =>
    name === NAMELESS && thresholds.isJudged(total.name)
      ? {
          state: 'UNKNOWN' as const,
          text: `${value} ${total.title} without a user's name: the NAS did not send it`,
        }
      : judgeValue(total, value, threshold, name),
  );
  return judged.filter(({ state }) => state !== 'OK');
}

function judgeAbsence(rows: readonly Client[], filter: Filter, types: readonly string[]): Finding[] {
  const sought = saySought({ user: filter.include, type: types.map((text) => ({ text })) });
  if (rows.length > 0 || sought === '') return [];
  return [{ state: 'UNKNOWN', text: `no client of ${sought} is connected: nothing to judge` }];
}

const one = (count: number, [singular, plural]: readonly [string, string]) =>
  `${count} ${count === 1 ? singular : plural}`;

/** The check of each connected client. */
export function clientsCheck(probe: Probe<ClientRow> = clients): Check {
  async function run({ args, drive, thresholds, trace, now }: CheckContext): Promise<Report> {
    const wishes = readClientOptions(args);
    const filter = filterFrom(args, 'user');
    const listing = await (await drive()).clients();
    noteSize(listing, trace);
    const chosen = select(listing.rows, filter, wishes.types);
    const rows: ClientRow[] = chosen.map((row) => ({ ...row, ...applyClientRules(row, wishes.rules) }));
    const users = new Set(rows.map((row) => row.user?.toLowerCase())).size;
    return {
      findings: [
        ...judgeAbsence(rows, filter, wishes.types),
        ...wishes.requirements.map((requirement) => judgeRequirement(requirement, listing.rows)),
        ...probe.totals.flatMap((total) => judgeTotal(total, rows, thresholds, now)),
        ...rows.flatMap((row) => judgeClient(row, wishes)),
      ],
      summary: `${one(rows.length, probe.row)} of ${one(users, ['user', 'users'])}`,
      perfdata: totalsPerfdata(probe, probe.totals, rows, thresholds, now),
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
      { says: "the backup account's desktop client has to be connected", args: '--require backup=desktop' },
    ],
    run,
  };
}
