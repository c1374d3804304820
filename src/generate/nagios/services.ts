import type { Check } from '../../nagios/check.ts';
import { HOST_GROUP, HOST_TEMPLATE } from './names.ts';
import { header, joined } from './object.ts';
import { serviceSetText } from './service-set.ts';

const ABOUT = `Synology Drive: the services of every host that uses ${HOST_TEMPLATE}.

A host that is to have a service otherwise defines that one itself, which then wins (host.cfg shows it).`;

export const servicesText = (checks: readonly Check[]): string =>
  joined(
    header(ABOUT),
    serviceSetText({ hostGroup: HOST_GROUP, alias: 'NASes with Synology Drive', checks }),
  );
