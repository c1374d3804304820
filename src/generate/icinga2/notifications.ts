import { exampleHeader } from './dsl.ts';

const ABOUT = `Alarms by mail: an example, which needs Icinga's own conf.d/commands.conf, templates.conf and users.conf.

Leave it out where a rule of yours sends alarms for all services: they would come twice. Thanks to the
Dependency in services.conf a NAS that is down is one alarm, not one a service.`;

/** An example of who is told. */
export const notificationsText = (): string => `${exampleHeader(ABOUT)}
apply Notification "synology-drive-mail" to Service {
  import "mail-service-notification"

  user_groups = [ "icingaadmins" ]

  // What still is wrong is said again once a day. A WARNING can wait for somebody who looks: alarms for the rest.
  interval = 1d
  states = [ OK, Critical, Unknown ]
  types = [ Problem, Recovery, Acknowledgement ]

  assign where match("synology_drive*", service.check_command) || match("synology-drive-*", service.name)
  ignore where host.vars.notification.mail
}
`;
