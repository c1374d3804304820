import { slug } from './slug.ts';

/** What a NAS is asked for, each with an availability of its own. */
export const PROBE_NAMES = ['connections', 'clients', 'sync', 'profiles'] as const;
export type ProbeName = (typeof PROBE_NAMES)[number];

/** Topics of one NAS. */
export interface NasTopics {
  readonly availability: string;
  readonly probe: (probe: ProbeName) => string;
  readonly connections: string;
  readonly sync: string;
  /** By slug. */
  readonly task: (task: string) => string;
  readonly user: (user: string) => string;
  readonly clients: string;
  readonly problem: string;
  readonly event: string;
  readonly refresh: string;
}

/** Every topic and id of a bridge, made of its base topic and of slugs: no raw name ever reaches them. */
export interface Names {
  readonly base: string;
  /** Ids of devices and entities begin with it. */
  readonly slug: string;
  readonly bridgeState: string;
  readonly bridgeInfo: string;
  readonly bridgeRefresh: string;
  readonly nas: (id: string) => NasTopics;
  /** Where Home Assistant's document of a device stands. */
  readonly document: (deviceId: string) => string;
  readonly bridgeDevice: string;
  readonly nasDevice: (nas: string) => string;
  readonly taskDevice: (nas: string, task: string) => string;
  readonly userDevice: (nas: string, user: string) => string;
}

/**
 * Joined to one piece at once: what templates give is kept as a tree of its parts, and there are thousands of these for as
 * long as the bridge runs.
 */
const flat = (...parts: readonly string[]): string => parts.join('');

function nasTopics(base: string, id: string): NasTopics {
  const root = `${base}/${id}`;
  return {
    availability: `${root}/availability`,
    probe: (probe) => `${root}/availability/${probe}`,
    connections: `${root}/connections`,
    sync: `${root}/sync`,
    task: (task) => flat(root, '/sync/', task),
    user: (user) => flat(root, '/user/', user),
    clients: `${root}/clients`,
    problem: `${root}/problem`,
    event: `${root}/event`,
    refresh: `${root}/refresh/set`,
  };
}

export function namesOf(base: string, discoveryPrefix: string): Names {
  const ownSlug = slug(base);
  return {
    base,
    slug: ownSlug,
    bridgeState: `${base}/bridge/state`,
    bridgeInfo: `${base}/bridge/info`,
    bridgeRefresh: `${base}/bridge/refresh/set`,
    nas: (id) => nasTopics(base, id),
    document: (deviceId) => flat(discoveryPrefix, '/device/', deviceId, '/config'),
    // No slug has a hyphen, so no two devices meet.
    bridgeDevice: `${ownSlug}-bridge`,
    nasDevice: (nas) => `${ownSlug}-${nas}`,
    taskDevice: (nas, task) => `${ownSlug}-${nas}-sync-${task}`,
    userDevice: (nas, user) => `${ownSlug}-${nas}-user-${user}`,
  };
}

/** Which NAS, and which kind of thing, a device's id is about. */
export interface DeviceSubject {
  readonly kind: 'bridge' | 'nas' | 'sync' | 'user';
  readonly nas?: string;
}

/** Reads an id of `namesOf` back; undefined when it is none of this bridge's. */
export function subjectOf(names: Names, deviceId: string): DeviceSubject | undefined {
  if (deviceId === names.bridgeDevice) return { kind: 'bridge' };
  const [own, nas, kind, name, ...more] = deviceId.split('-');
  if (own !== names.slug || !nas || more.length > 0) return undefined;
  if (kind === undefined) return { kind: 'nas', nas };
  return (kind === 'sync' || kind === 'user') && name ? { kind, nas } : undefined;
}

/** Whether a topic is one that a bridge retains for the NAS, whatever the names of its users and tasks. */
export function isRetainedOf(names: Names, nas: string, topic: string): boolean {
  const root = `${names.base}/${nas}/`;
  if (!topic.startsWith(root)) return false;
  return /^(?:availability(?:\/(?:connections|clients|sync|profiles))?|connections|clients|problem|sync(?:\/[a-z0-9_]+)?|user\/[a-z0-9_]+)$/.test(
    topic.slice(root.length),
  );
}
