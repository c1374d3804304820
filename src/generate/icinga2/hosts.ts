import type { Check } from '../../nagios/check.ts';
import { exampleHeader } from './dsl.ts';
import { USERS, variableOf } from './names.ts';

/** The custom variable of an option that there is; a name that was renamed throws. */
function existing(checks: readonly Check[], id: string, option: string): string {
  const check = checks.find((one) => one.id === id);
  if (!check) throw new Error(`there is no check ${id}`);
  return variableOf(check, option);
}

const ABOUT = `A NAS with Synology Drive: the one file to edit.

A host that you have already needs nothing but the custom variables.`;

/** An example of a host with all services. */
export function hostsText(checks: readonly Check[]): string {
  const of = (id: string, option: string) => `vars.${existing(checks, id, option)}`;
  return `${exampleHeader(ABOUT)}
object Host "nas.example.com" {
  check_command = "hostalive"
  address = "nas.example.com"

  // The account that the checks log in with: this line gives the host its services.
  ${of('health', 'username')} = "monitor"

  // The password, in the first line of a file that only Icinga's user can read.
  ${of('health', 'password-file')} = "/etc/nas.secret"

  // For a self-signed certificate: accept exactly this one. 'synology-drive-doctor' shows it, and so does health.
  // ${of('health', 'fingerprint')} = [ "AB:CD:..." ]

  // Thresholds, each of them if you like.
  ${of('health', 'warning-certificate-days')} = "14:"
  ${of('quota', 'warning')} = 90
  ${of('quota', 'critical')} = 95
  ${of('sync', 'stalled')} = "30m"
  ${of('last_sync', 'warning')} = "36h"
  ${of('last_sync', 'critical')} = "3d"

  // Users with services of their own: see users.conf.
  // vars.${USERS}["john.doe"] = {}
}
`;
}
