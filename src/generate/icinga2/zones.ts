import { exampleHeader } from './dsl.ts';

const ABOUT = `A master, and a satellite that runs the checks of its site: /etc/icinga2/zones.conf of both machines.

Put the names and addresses of yours. The master's configuration reaches the satellite by itself:

  zones.d/global-templates/   commands.conf, services.conf
  zones.d/satellite/          hosts.conf: the NASes that the satellite asks

The checks and the password files have to be on the satellite, which executes them. NodeName in constants.conf is
the name of the machine's own Endpoint.`;

/** An example of checks that outgrew one machine. */
export const zonesText = (): string => `${exampleHeader(ABOUT)}
object Endpoint "master.example.com" {
}

// The master connects to the satellite.
object Endpoint "satellite.example.com" {
  host = "satellite.example.com"
  port = "5665"
}

object Zone "master" {
  endpoints = [ "master.example.com" ]
}

object Zone "satellite" {
  endpoints = [ "satellite.example.com" ]
  parent = "master"
}

object Zone "global-templates" {
  global = true
}

object Zone "director-global" {
  global = true
}
`;
