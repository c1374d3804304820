import { Broker } from '../broker.ts';
import { PublishRefused } from '../broker-link.ts';
import { brokerOptions } from '../broker-options.ts';
import type { Settings } from '../config/settings.ts';
import { isAlive } from '../heartbeat.ts';
import { DocumentList, deviceIdOf, forgetDocuments } from '../publish/document-list.ts';
import { isOwnDocument } from '../publish/documents.ts';
import { forgetRemovals } from '../publish/removals.ts';
import { type BridgeFolder, openBridgeFolder } from '../state/bridge-folder.ts';
import { topicsOf } from '../state/others.ts';
import { forgetRoster, rememberedNases } from '../state/roster.ts';
import { wordsOf } from '../state/trouble.ts';
import { isRetainedOf, type Names, namesOf, subjectOf } from '../topics.ts';
import { EXIT, type Host } from './host.ts';

/** How long the broker may take to be reached, and how long to be silent before all that is retained was heard. */
const CONNECT = 15_000;
const SILENCE = 1500;

/** What stands on the broker now: topics with their payloads. */
type Retained = ReadonlyMap<string, string>;

interface Reached {
  readonly broker: Broker;
  readonly retained: Retained;
  readonly unheard: readonly string[];
}

/** Connects, and listens to what is retained below our topics until nothing more comes. Throws an Error in words. */
function reach({ mqtt }: Settings, names: Names, host: Host): Promise<Reached> {
  const retained = new Map<string, string>();
  const unheard: string[] = [];
  const { clientId } = brokerOptions(mqtt, names);
  const subscriptions = [{ topic: names.document('+') }, { topic: `${names.base}/#` }];
  return new Promise((resolve, reject) => {
    let silence: NodeJS.Timeout | undefined;
    const fail = (words: string) => {
      clearTimeout(limit);
      clearTimeout(silence);
      void broker.end(500);
      reject(new Error(words));
    };
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => {
        clearTimeout(limit);
        resolve({ broker, retained, unheard });
      }, SILENCE);
    };
    const limit = setTimeout(() => fail(`the broker ${mqtt.url} does not answer`), CONNECT);
    const broker = new Broker(
      mqtt,
      { clientId: `${clientId}-clean`, subscriptions },
      {
        up: listen,
        down: (why) => fail(wordsOf(why)),
        message: (topic, payload, isRetained) => {
          if (!isRetained) return;
          retained.set(topic, payload);
          listen();
        },
        refused: (topic) => void unheard.push(topic),
      },
    );
    host.stop.addEventListener('abort', () => fail('ended by a signal'), { once: true });
    broker.start();
  });
}

/** Everything that the bridge ever retained: what it remembers, and what stands on the broker and is its own. */
function ownTopics(names: Names, folder: BridgeFolder, settings: Settings, retained: Retained): Set<string> {
  const list = new DocumentList(folder.own, () => undefined).all();
  const documents = [...retained].filter(
    ([topic, payload]) => subjectOf(names, deviceIdOf(topic)) && isOwnDocument(names, payload),
  );
  const listed = list.filter(({ isGone }) => !isGone).map(({ topic }) => topic);
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
  return new Set([...found, ...states, ...remembered, names.bridgeInfo, names.bridgeState]);
}

function forgetAll({ own }: BridgeFolder): void {
  for (const nas of rememberedNases(own)) forgetRoster(own, nas);
  forgetDocuments(own);
  forgetRemovals(own);
}

/**
 * Whether the bridge that the broker takes for one on-line may be: where bridge and broker died together, nobody has said
 * otherwise. What this machine does not know of may run on another.
 */
const mayRun = ({ own }: BridgeFolder): boolean => isAlive(own) || rememberedNases(own).length === 0;

/** Takes off the broker whatever the bridge retained there, and nothing else; forgets what it remembered. */
export async function clean(
  settings: Settings,
  host: Host,
  complain: (words: string) => void,
): Promise<number> {
  const names = namesOf(settings.mqtt.base_topic, settings.mqtt.discovery_prefix);
  const folder = openBridgeFolder(settings);
  const { broker, retained, unheard } = await reach(settings, names, host);
  try {
    if (retained.get(names.bridgeState) === 'online' && mayRun(folder)) {
      complain(`a bridge is running on ${names.base}: stop it first, or it would publish everything again`);
      return EXIT.failed;
    }
    const own = ownTopics(names, folder, settings, retained);
    // Where everything could be heard, what is not there need not be taken away.
    const topics = unheard.length > 0 ? [...own] : [...own].filter((topic) => retained.has(topic));
    for (const topic of unheard)
      complain(`the broker does not let us read ${topic}: only what is remembered is removed`);
    for (const topic of topics) await broker.publish(topic, '', true);
    forgetAll(folder);
    host.write(`${topics.length} retained messages were removed\n`);
    return EXIT.fine;
  } catch (error) {
    if (!(error instanceof PublishRefused)) throw error;
    complain(wordsOf(error.trouble));
    return EXIT.failed;
  } finally {
    await broker.end(1000);
  }
}
