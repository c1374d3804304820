import type { Check } from '../../nagios/check.ts';
import { allInOne } from '../../nagios/checks/all.ts';
import { capital, checkPanels, metricsOf, titleOf } from './check-panels.ts';
import { dashboard, hostVariable } from './frame.ts';
import { present, sourcesOf, state, targets } from './influx.ts';
import { layOut, type Placed } from './layout.ts';
import { ALL_WELL, STATE_MAPPING, steps } from './looks.ts';
import type { Dashboard, Panel } from './model.ts';
import { stat } from './panels.ts';
import { PROBLEMS, type Problem } from './problems.ts';

export const NAS_UID = 'synology-drive-nas';

const METADATA = 'Needs enable_send_metadata = true in the InfluxdbWriter.';

const statesPanel = (checks: readonly Check[]): Panel =>
  stat(
    {
      title: 'State of the services',
      description: METADATA,
      unit: 'short',
      targets: targets(
        [...checks, allInOne()].map((check) => ({
          query: state(check, 'chosen host'),
          alias: '$tag_service',
        })),
      ),
      thresholds: ALL_WELL,
    },
    [STATE_MAPPING],
  );

/** A number that should be 0. */
function problemPanel(checks: readonly Check[], { check: id, metric: name, state: worst }: Problem): Panel[] {
  const check = checks.find((one) => one.id === id);
  const metric = check && metricsOf(check).find((one) => one.name === name);
  if (!check || !metric) return [];
  return [
    stat({
      title: capital(metric.title),
      unit: 'short',
      targets: targets([{ query: present(check, name, 'chosen host'), alias: '$tag_service' }]),
      thresholds: steps({ value: 1, state: worst }),
    }),
  ];
}

const place = (panel: Panel, width: number, height: number): Placed => ({ panel, width, height });

/** One NAS: its problems, then everything that is measured of it. */
export function nasDashboard(checks: readonly Check[]): Dashboard {
  const problems = PROBLEMS.flatMap((problem) => problemPanel(checks, problem));
  return dashboard({
    uid: NAS_UID,
    title: 'Synology Drive: one NAS',
    description: 'What the checks of one NAS measured, its problems first.',
    variables: [hostVariable(sourcesOf(...checks))],
    panels: layOut([
      {
        title: 'Problems',
        panels: [place(statesPanel(checks), 24, 4), ...problems.map((panel) => place(panel, 4, 4))],
      },
      ...checks.map((check) => ({
        title: titleOf(check),
        panels: checkPanels(check).map((panel) => place(panel, 12, 8)),
      })),
    ]),
  });
}
