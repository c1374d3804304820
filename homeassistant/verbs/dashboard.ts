import { stringify } from 'yaml';
import type { Settings } from '../config/settings.ts';
import { dashboardOf } from '../dashboard.ts';
import { namesOf } from '../topics.ts';
import { EXIT, type Host } from './host.ts';
import { explainGaps, survey } from './survey.ts';

const HEAD = `# A Home Assistant dashboard: Settings > Dashboards > Add dashboard > New dashboard from scratch,
# then there Edit > Raw configuration editor, and put this in place of what is there.
`;

/** Prints a dashboard for exactly the configured NASes and their users and tasks. */
export async function dashboard(
  settings: Settings,
  host: Host,
  complain: (words: string) => void,
): Promise<number> {
  const names = namesOf(settings.mqtt.base_topic, settings.mqtt.discovery_prefix);
  const surveyed = await survey(settings, host);
  host.write(HEAD + stringify(dashboardOf(names, surveyed), { lineWidth: 0, aliasDuplicateObjects: false }));
  explainGaps(surveyed, complain);
  return EXIT.fine;
}
