import { selects } from '../../src/config/filter.ts';
import type { Client, SyncTask } from '../../src/drive/model.ts';
import { applyClientRules, type ClientRules } from '../../src/probes/client-rules.ts';
import type { ClientRow } from '../../src/probes/clients.ts';
import type { NasSettings } from '../config/settings.ts';
import type { Outcome, Polled } from '../poll/polled.ts';
import { inSlices } from '../slices.ts';
import { PROBE_NAMES, type ProbeName } from '../topics.ts';
import { asBefore, failed, type Health, isAnswer, probeFailed, succeeded } from './health.ts';
import type { Moment } from './moment.ts';
import type { NasState } from './nas-state.ts';
import { afterTasks } from './tasks.ts';

const rulesOf = (settings: NasSettings): ClientRules => ({
  networks: settings.allow_networks,
  minVersions: new Map(
    Object.entries(settings.min_versions).map(([type, version]) => [type.toLowerCase(), version]),
  ),
  offlineFor: settings.device_stale_after,
});

/** Which users the settings leave. */
export const usersOf = (settings: NasSettings) => ({
  include: settings.include_users,
  exclude: settings.exclude_users,
});

const sharesOf = (settings: NasSettings) => ({
  include: settings.include_shares,
  exclude: settings.exclude_shares,
});

/** Has every key that a row may have: laying a row over it is cheaper than adding to the row. */
const NO_ROW: ClientRow = {
  user: undefined,
  clientType: undefined,
  kind: undefined,
  clientVersion: undefined,
  ipAddress: undefined,
  connectedSince: undefined,
  connected: false,
  device: undefined,
  lastSeen: undefined,
  relayed: undefined,
  outdated: undefined,
  unexpected: undefined,
  stale: undefined,
  unclear: undefined,
};

/** So many rows are judged before others get their turn. */
const AT_A_TIME = 2000;

/** The clients that the filters leave, judged by the site's rules. */
async function judgedClients(
  rows: readonly Client[],
  settings: NasSettings,
  now: number,
): Promise<ClientRow[]> {
  const rules = rulesOf(settings);
  const filter = usersOf(settings);
  const noRules = rules.networks.length === 0 && rules.minVersions.size === 0;
  const judged: ClientRow[] = [];
  await inSlices(rows, AT_A_TIME, (row) => {
    if (!selects(filter, row.user)) return;
    // Of thousands of rows none is copied for nothing.
    const isPlain = row.connected && noRules;
    judged.push(isPlain ? row : { ...NO_ROW, ...row, ...applyClientRules(row, rules, now) });
  });
  return judged;
}

/** Which tasks the settings leave. */
export function chosenTasks<Row extends Pick<SyncTask, 'user' | 'shareName'>>(
  rows: readonly Row[],
  settings: NasSettings,
): Row[] {
  const [users, shares] = [usersOf(settings), sharesOf(settings)];
  return rows.filter(({ user, shareName }) => selects(users, user) && selects(shares, shareName));
}

function probeHealth(outcome: Outcome<unknown>, before: Health, settings: NasSettings): Health {
  return 'error' in outcome ? probeFailed(before, outcome.error, settings.offline_after) : succeeded();
}

/** The NAS was not asked any question of Drive. */
function afterFailure(before: NasState, error: unknown, { offline_after }: NasSettings): NasState {
  const nas = isAnswer(error) ? succeeded() : failed(before.nas, error, offline_after);
  const probe = (name: ProbeName) => probeFailed(before.probes[name], error, offline_after);
  const probes = Object.fromEntries(PROBE_NAMES.map((name) => [name, probe(name)]));
  return { ...before, nas, probes: probes as NasState['probes'] };
}

/** What is known after a poll. */
export async function afterPoll(
  before: NasState,
  polled: Polled,
  settings: NasSettings,
  moment: Moment,
): Promise<NasState> {
  if ('error' in polled) return afterFailure(before, polled.error, settings);
  const { dialect, summary, clients, tasks } = polled;
  const outcomes = [summary, clients, tasks];
  const silent = outcomes.find((outcome) => 'error' in outcome && !isAnswer(outcome.error));
  const isSilent = outcomes.every((outcome) => 'error' in outcome && !isAnswer(outcome.error));
  const next: NasState = {
    ...before,
    dialect,
    nas:
      isSilent && silent && 'error' in silent
        ? failed(before.nas, silent.error, settings.offline_after)
        : succeeded(),
    probes: {
      profiles: asBefore(before.probes.profiles),
      connections: probeHealth(summary, before.probes.connections, settings),
      clients: probeHealth(clients, before.probes.clients, settings),
      sync: probeHealth(tasks, before.probes.sync, settings),
    },
    ...('value' in summary && { summary: summary.value }),
    ...('value' in clients && { clients: await judgedClients(clients.value.rows, settings, moment.now) }),
  };
  return 'value' in tasks
    ? afterTasks(next, chosenTasks(tasks.value.rows, settings), settings, moment)
    : next;
}
