import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync } from 'mqtt';

export type Retained = ReadonlyMap<string, string>;

/** A broker sends what it keeps at once; after so many milliseconds without another message that is all. */
const PAUSE = 500;

/** What a broker keeps now. */
export async function retainedAt(url: string): Promise<Retained> {
  const client = await connectAsync(url, { protocolVersion: 5 });
  const found = new Map<string, string>();
  let last = performance.now();
  client.on('message', (topic, payload, { retain }) => {
    last = performance.now();
    if (retain) found.set(topic, payload.toString());
  });
  await client.subscribeAsync('#', { qos: 0 });
  while (performance.now() - last < PAUSE) await sleep(20);
  client.end(true);
  return found;
}

/** When a bridge was started is its own affair. */
const comparable = (text: string | undefined) => text?.replace(/"started":"[^"]*"/, '');

/** Topics whose values are not the same, with both values. */
export function differences(these: Retained, others: Retained): readonly string[] {
  const topics = new Set([...these.keys(), ...others.keys()]);
  const differing = [...topics].filter(
    (topic) => comparable(these.get(topic)) !== comparable(others.get(topic)),
  );
  return differing.map((topic) => `${topic}\n    ${these.get(topic)}\n    ${others.get(topic)}`);
}
