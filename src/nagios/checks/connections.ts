import { connections } from '../../probes/connections.ts';
import type { Check, CheckContext } from '../check.ts';
import type { Report } from '../finding.ts';
import {
  judge,
  known,
  numberOf,
  perfdataOf,
  sayMissing,
  sayUntellable,
  sayValue,
  tellable,
} from '../judge.ts';

type Probe = typeof connections;
type Summary = Parameters<Probe['identify']>[0];

const MAIN = 'total';

/** `25 connections: 15 desktop, 8 mobile, 2 web` */
function summarize(probe: Probe, summary: Summary, now: number): string {
  const values = probe.metrics.map((metric) => ({
    metric,
    value: numberOf(metric, metric.read(summary, now), now),
  }));
  const known = values.filter(({ value }) => value !== undefined);
  const total = known.find(({ metric }) => metric.name === MAIN);
  const parts = known.filter((one) => one !== total).map(({ metric, value }) => `${value} ${metric.name}`);
  const whole = total?.value === undefined ? [] : [sayValue(total.metric, total.value)];
  return [...whole, parts.join(', ')].filter(Boolean).join(': ');
}

/** The check of how many clients are connected. */
export function connectionsCheck(probe: Probe = connections): Check {
  async function run({ drive, thresholds, now }: CheckContext): Promise<Report> {
    const server = await drive();
    const summary = await server.summary();
    const metrics = tellable(probe.metrics, server);
    const missing = sayMissing(metrics, [MAIN], summary, now, summary.source);
    const judged = metrics
      .filter((metric) => missing.length === 0 || metric.name !== MAIN)
      .map((metric) => judge(metric, summary, thresholds, now));
    return {
      findings: [...missing, ...sayUntellable(probe.metrics, server, thresholds), ...known(judged)],
      summary: summarize(probe, summary, now),
      perfdata: known(metrics.map((metric) => perfdataOf(metric, summary, thresholds.of(metric.name), now))),
    };
  }
  return {
    id: 'connections',
    name: 'CONNECTIONS',
    about: 'How many clients are connected to Synology Drive, by kind',
    metrics: probe.metrics,
    main: MAIN,
    defaults: {},
    options: [],
    perfdata: [{ when: 'always', metrics: probe.metrics }],
    timeout: 10,
    examples: [
      { says: 'more than 40 connections are a WARNING, more than 60 CRITICAL', args: '-w 40 -c 60' },
      { says: 'nobody connected at all is CRITICAL', args: '-c 1:' },
      { says: 'any connection from a web browser is a WARNING', args: '--warning-web 0' },
    ],
    run,
  };
}
