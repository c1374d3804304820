import { stringify } from 'yaml';

export type Section = Readonly<Record<string, unknown>>;

/** What stands in bridge.yaml beside what makes the bridge reach the house's own broker and NAS. */
export interface Settings {
  readonly mqtt?: Section;
  readonly nas?: readonly Section[];
  readonly [key: string]: unknown;
}

/** Where broker and NAS are; without a fingerprint the NAS speaks plain http. */
export interface Places {
  readonly brokerUrl: string;
  readonly protocol: string;
  readonly nasPort: number;
  readonly fingerprint: string | undefined;
}

/** A NAS that is asked every second, so that no test waits long. */
const nasSection = ({ nasPort, fingerprint }: Places): Section => ({
  id: 'office',
  name: 'Office NAS',
  host: '127.0.0.1',
  port: nasPort,
  ...(fingerprint === undefined ? { plain_http: true } : { fingerprint }),
  username: 'monitor',
  password_file: 'nas-password',
  interval: '1s',
  profile_interval: '1s',
  offline_after: 2,
});

/** The text of bridge.yaml: what the house needs, what its plan wants, what is changed for one start. */
export function bridgeYaml(places: Places, planned: Settings, changes: Settings): string {
  const mqtt = { url: places.brokerUrl, protocol: places.protocol, ...planned.mqtt, ...changes.mqtt };
  const nas = (changes.nas ?? planned.nas ?? [{}]).map((section) => ({ ...nasSection(places), ...section }));
  return stringify({ state_dir: 'state', ...planned, ...changes, mqtt, nas });
}
