import type { Check } from '../../nagios/check.ts';
import { serviceName } from '../services/names.ts';
import { isAll, isHealth } from '../services/role.ts';
import { dependencyText } from './apply.ts';
import { exampleHeader, quoted } from './dsl.ts';
import { PASSIVE, USERNAME } from './names.ts';

/** An example of results that come from where Icinga cannot ask. */
export function passiveText(checks: readonly Check[]): string {
  const names = checks
    .filter((check) => !isAll(check))
    .map((check) => serviceName(check).replace('synology-drive-', ''));
  return `${exampleHeader(about(names))}
apply Service "synology-drive-" for (check in host.vars.${PASSIVE}) {
  display_name = "Synology Drive " + check.replace("-", " ")

  // Asked by Icinga only when the ttl of the last result is over: nobody has sent one since.
  check_command = "dummy"
  vars.dummy_state = 3
  vars.dummy_text = "No result has come for too long: does the sender still run?"

  check_interval = 1h
  max_check_attempts = 1
}
${checks.filter(isHealth).map(healthDependency).join('')}`;
}

/** Whoever sends all of them sends health first, and misses that first when it ends. */
const healthDependency = (health: Check) =>
  dependencyText(health, {
    name: `${serviceName(health)}-passive`,
    about: 'One cause, one alarm, as in services.conf; so it is when nobody sends any more.',
    concerned: `host.vars.${PASSIVE} && match("synology-drive-*", service.name)`,
    itself: `service.name == ${quoted(serviceName(health))}`,
  });

const about = (
  names: readonly string[],
) => `Services whose results are sent to Icinga, for a NAS that Icinga cannot reach: a host without vars.${USERNAME}.

  vars.${PASSIVE} = [ ${names
    .slice(0, 2)
    .map((name) => `"${name}"`)
    .join(', ')} ]    of: ${names.join(', ')}

On a machine that reaches the NAS, every 5 minutes, health first, with an ApiUser that may "actions/process-check-result",
whose password stands in a file, "machine icinga.example.com login drive password ...", and in no command line:

  output=$(check_synology_drive_health -H nas.example.com -u monitor --password-file /etc/nas.secret)
  state=$?
  printf '%s' "$output" | jq -Rs --argjson state $state '{
      type: "Service", filter: "host.name==\\"nas.example.com\\" && service.name==\\"synology-drive-health\\"",
      exit_status: $state, ttl: 900, plugin_output: sub(" \\\\|[^\\n]*"; ""),
      performance_data: [capture(" \\\\| (?<items>[^\\n]*)").items / " " | .[]] }' |
    curl --cacert ca.crt --netrc-file /etc/icinga-api.netrc -H 'Accept: application/json' --data @- \\
      https://icinga.example.com:5665/v1/actions/process-check-result`;
