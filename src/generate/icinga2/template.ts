import type { Check } from '../../nagios/check.ts';
import { isAll } from '../services/role.ts';
import { FIRST, OFTEN, type Schedule, SELDOM, scheduleOf } from '../services/schedule.ts';
import { quoted } from './dsl.ts';

/** A template of services that are asked alike. */
interface Template {
  readonly name: string;
  readonly advice: string;
}

const TEMPLATES: ReadonlyMap<Schedule, Template> = new Map([
  [
    FIRST,
    {
      name: 'synology-drive-first',
      advice: 'For health, on which the others depend: its trouble is certain before theirs.',
    },
  ],
  [
    OFTEN,
    {
      name: 'synology-drive-often',
      advice:
        'For a check of one request. Each may wake sleeping disks: for a NAS that should sleep, 1h is fine.',
    },
  ],
  [SELDOM, { name: 'synology-drive-seldom', advice: 'For a check of one request for each user.' }],
]);

/** Of a file that is good without the others. */
const ALL: Template = {
  name: 'synology-drive-all',
  advice: 'For everything in one run, the requests for each user among it.',
};

function templateOf(check: Check): Template {
  const template = isAll(check) ? ALL : TEMPLATES.get(scheduleOf(check));
  if (!template) throw new Error(`there is no template for ${check.id}`);
  return template;
}

export const templateName = (check: Check): string => templateOf(check).name;

function templateText(check: Check): string {
  const { name, advice } = templateOf(check);
  const { interval, retry, attempts } = scheduleOf(check);
  return `
// ${advice}
template Service ${quoted(name)} {
  check_interval = ${interval}m
  retry_interval = ${retry}m
  max_check_attempts = ${attempts}
}
`;
}

/** The templates that services of these checks import, each once. */
export const templatesText = (checks: readonly Check[]): string =>
  [...new Set(checks.map(templateText))].join('');
