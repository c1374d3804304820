import { brokerOptions } from '../broker-options.ts';
import type { Settings } from '../config/settings.ts';
import { isAlive } from '../heartbeat.ts';
import { DocumentList, deviceIdOf, forgetDocuments } from '../publish/document-list.ts';
import { isOwnDocument } from '../publish/documents.ts';
import { forgetRemovals } from '../publish/removals.ts';
import { type BridgeFolder, openBridgeFolder } from '../state/bridge-folder.ts';
import type { Trouble } from '../state/nas-state.ts';
import { topicsOf } from '../state/others.ts';
import { forgetRoster, rememberedNases } from '../state/roster.ts';
import { wordsOf } from '../state/trouble.ts';
import { isRetainedOf, type Names, namesOf, subjectOf } from '../topics.ts';
import { EXIT, type Host } from './host.ts';
import { Visit } from './visit.ts';

/** Documents that the bridge sent, or was about to, and that may still be there. */
const listedTopics = ({ own }: BridgeFolder): string[] =>
  new DocumentList(own, () => undefined)
    .all()
    .filter(({ isGone }) => !isGone)
    .map(({ topic }) => topic);

/** `homeassistant/device/<id>/config` → `homeassistant/device/+/config` */
const besides = (topic: string): string => topic.split('/').with(-2, '+').join('/');

/** Where to listen: documents may stand below a prefix that is configured no more. */
const haunts = (names: Names, listed: readonly string[]): string[] => [
  ...new Set([names.document('+'), ...listed.map(besides), `${names.base}/#`]),
];

/** Everything that the bridge ever retained: what it remembers, and what stands on the broker and is its own. */
function ownTopics(
  names: Names,
  folder: BridgeFolder,
  settings: Settings,
  listed: readonly string[],
  retained: Visit['retained'],
): string[] {
  const documents = [...retained].filter(
    ([topic, payload]) => subjectOf(names, deviceIdOf(topic)) && isOwnDocument(names, payload),
  );
  const found = [...listed, ...documents.map(([topic]) => topic)];
  const nases = new Set([
    ...settings.nas.map(({ id }) => id),
    ...rememberedNases(folder.own),
    ...found.flatMap((topic) => subjectOf(names, deviceIdOf(topic))?.nas ?? []),
  ]);
  const states = [...retained.keys()].filter((topic) =>
    [...nases].some((nas) => isRetainedOf(names, nas, topic)),
  );
  const remembered = [...nases].flatMap((nas) => topicsOf(names, folder.own, nas));
  return [...new Set([...found, ...states, ...remembered, names.bridgeInfo, names.bridgeState])];
}

function forgetAll({ own }: BridgeFolder): void {
  for (const nas of rememberedNases(own)) forgetRoster(own, nas);
  forgetDocuments(own);
  forgetRemovals(own);
}

/**
 * Whether a bridge may be running. Where bridge and broker died together, the broker still takes it for on-line; what this
 * machine does not know of may run on another.
 */
const mayRun = ({ own }: BridgeFolder, names: Names, { retained }: Visit): boolean =>
  isAlive(own) || (retained.get(names.bridgeState) === 'online' && rememberedNases(own).length === 0);

/** Topics that may not be empty, with the first reason. */
function sayDoubts(doubtful: ReadonlyMap<string, Trouble>): string | undefined {
  const [first] = doubtful;
  if (!first) return undefined;
  const [topic, why] = first;
  return `${doubtful.size} topics may still be there, such as ${topic}: ${wordsOf(why)}. Nothing was forgotten: run clean again then`;
}

/** Whatever is not seen is emptied all the same: an account that may only write is shown nothing. */
function sayRemoved(topics: readonly string[], listed: readonly string[], visit: Visit): string {
  const seen = topics.filter((topic) => visit.retained.has(topic)).length;
  const isBlind = visit.unheard.length > 0 || listed.some((topic) => !visit.retained.has(topic));
  const unseen = isBlind ? `; ${topics.length - seen} topics were emptied unseen` : '';
  return `${seen} retained messages were removed${unseen}\n`;
}

/** Takes off the broker whatever the bridge retained there, and nothing else; then forgets what it remembered. */
export async function clean(
  settings: Settings,
  host: Host,
  complain: (words: string) => void,
): Promise<number> {
  const { mqtt } = settings;
  const names = namesOf(mqtt.base_topic, mqtt.discovery_prefix);
  const folder = openBridgeFolder(settings);
  const listed = listedTopics(folder);
  const visit = new Visit(mqtt, `${brokerOptions(mqtt, names).clientId}-clean`, haunts(names, listed));
  host.stop.addEventListener('abort', () => visit.fail('ended by a signal'), { once: true });
  try {
    await visit.begin();
    if (mayRun(folder, names, visit)) {
      complain(`a bridge is running on ${names.base}: stop it first, or it would publish everything again`);
      return EXIT.failed;
    }
    for (const topic of visit.unheard)
      complain(`the broker does not let us read ${topic}: only what is remembered is removed`);
    const topics = ownTopics(names, folder, settings, listed, visit.retained);
    const doubts = sayDoubts(await visit.empty(topics));
    if (doubts !== undefined) {
      complain(doubts);
      return EXIT.failed;
    }
    forgetAll(folder);
    host.write(sayRemoved(topics, listed, visit));
    return EXIT.fine;
  } finally {
    await visit.end(1000);
  }
}
