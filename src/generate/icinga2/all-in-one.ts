import type { Check } from '../../nagios/check.ts';
import { applyText } from './apply.ts';
import { exampleHeader } from './dsl.ts';
import { ALL_IN_ONE, SKIP, USERNAME } from './names.ts';
import { templatesText } from './template.ts';

const ABOUT = `One service that judges everything in one run, instead of the services of services.conf: for sites with so many
NASes that several services for each are too many. On the host, or in a template for all of them:

  vars.${ALL_IN_ONE} = true
  vars.${SKIP} = [ "last_sync" ]    leaves this out of the run

The thresholds are in the same custom variables as for the single services.`;

/** The service of the check that runs the others. */
export const allInOneText = (check: Check): string =>
  [
    exampleHeader(ABOUT),
    templatesText([check]),
    applyText(check, `assign where host.vars.${USERNAME} && host.vars.${ALL_IN_ONE}`),
  ].join('');
