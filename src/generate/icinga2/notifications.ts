import { exampleHeader } from './dsl.ts';
import { PASSIVE, USERNAME } from './names.ts';

const ABOUT = `Alarms by mail: an example, which needs Icinga's own conf.d/commands.conf, templates.conf,
timeperiods.conf and users.conf.

Leave it out where a rule of yours sends alarms for all hosts and services: they would come twice. A NAS that is down
is one alarm, not one a service: thanks to the Dependency in services.conf that of health, or that of the host where
Icinga finds the host down first, since it keeps quiet about the services of a host that is down; seldom both.`;

/** An example of who is told. */
export const notificationsText = (): string => `${exampleHeader(ABOUT)}
apply Notification "synology-drive-mail" to Host {
  import "mail-host-notification"

  user_groups = [ "icingaadmins" ]

  interval = 1d
  states = [ Up, Down ]
  types = [ Problem, Recovery, Acknowledgement ]

  assign where host.vars.${USERNAME} || host.vars.${PASSIVE}
  ignore where host.vars.notification.mail
}

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
