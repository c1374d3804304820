import type { Check } from '../../nagios/check.ts';
import { HOST_GROUP, HOST_TEMPLATE } from './names.ts';
import { exampleHeader, joined } from './object.ts';
import { serviceSetText } from './service-set.ts';

const ABOUT = `Synology Drive: the services of every host that uses ${HOST_TEMPLATE}.

A host that is to have a service otherwise is taken out of it here, by a line below its hostgroup_name,

    host_name       !nas

and has a service of its own (host.cfg shows one).`;

export const servicesText = (checks: readonly Check[]): string =>
  joined(
    exampleHeader(ABOUT),
    serviceSetText({ hostGroup: HOST_GROUP, alias: 'NASes with Synology Drive', checks }),
  );
