import { Authority } from './authority.ts';
import { hostObject, type Value } from './dsl.ts';
import type { Fleet, Member } from './fleet.ts';
import { Icinga } from './icinga.ts';
import { shippedRules } from './shipped.ts';
import type { Site } from './site.ts';
import { alone } from './zones.ts';

export interface MonitoringPlan {
  readonly site: Site;
  readonly fleet: Fleet;
  /** The custom variables of a host. */
  readonly vars: (member: Member, index: number) => Readonly<Record<string, Value>>;
  /** Further files, and lines of icinga2.conf before all objects. */
  readonly files?: Readonly<Record<string, string>>;
  readonly lines?: readonly string[];
}

const NAME = 'monitoring.example.com';

/** Starts a single Icinga with the shipped commands and services, whose hosts are the NASes of a fleet. */
export async function startMonitoring(plan: MonitoringPlan): Promise<Icinga> {
  const { site, fleet, vars, files = {}, lines = [] } = plan;
  const hosts = fleet.members.map((member, index) =>
    hostObject({ name: member.name, vars: vars(member, index) }),
  );
  const main = [alone(NAME), ...lines, 'include "synology-drive/*.conf"', ...hosts].join('\n');
  const all = { ...shippedRules(), ...files, 'icinga2.conf': main };
  const icinga = await Icinga.prepare(
    { name: NAME, files: () => all },
    site,
    await Authority.found(site.path),
  );
  await icinga.start();
  return icinga;
}
