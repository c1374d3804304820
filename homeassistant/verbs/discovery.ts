import type { Settings } from '../config/settings.ts';
import { bridgeDevice } from '../discovery/bridge-device.ts';
import { textOf } from '../discovery/device-texts.ts';
import { devicesOf } from '../discovery/nas-devices.ts';
import { namesOf } from '../topics.ts';
import { EXIT, type Host } from './host.ts';
import { explainGaps, survey } from './survey.ts';

/** Prints the documents that Home Assistant would get, by topic; publishes nothing. */
export async function discovery(
  settings: Settings,
  host: Host,
  complain: (words: string) => void,
): Promise<number> {
  const names = namesOf(settings.mqtt.base_topic, settings.mqtt.discovery_prefix);
  const surveyed = await survey(settings, host);
  const specs = [
    bridgeDevice(names),
    ...surveyed.flatMap((one) => devicesOf(names, one.settings, one.state).map(({ make }) => make())),
  ];
  const texts = specs.map((spec) => textOf(spec, names));
  const documents = texts.flatMap((one) => ('text' in one ? [[one.topic, JSON.parse(one.text)]] : []));
  host.write(`${JSON.stringify(Object.fromEntries(documents), undefined, 2)}\n`);
  explainGaps(surveyed, complain);
  if (!settings.mqtt.discovery) complain('mqtt.discovery is false: run publishes none of these');
  const faulty = texts.filter((one) => 'problems' in one);
  for (const { topic, problems } of faulty) complain(`${topic}: ${problems.join('; ')}`);
  return faulty.length > 0 ? EXIT.failed : EXIT.fine;
}
