import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync } from 'mqtt';

/** How long nothing has to come until it counts as everything. */
const QUIET = 300;

/** What a broker has kept under a pattern, by topic. */
export async function readRetained(url: string, pattern: string): Promise<ReadonlyMap<string, string>> {
  const client = await connectAsync(url, { protocolVersion: 5 });
  const kept = new Map<string, string>();
  client.on('message', (topic, payload, { retain }) => {
    if (retain) kept.set(topic, payload.toString());
  });
  await client.subscribeAsync(pattern);
  let size = -1;
  while (size !== kept.size) {
    size = kept.size;
    await sleep(QUIET);
  }
  await client.endAsync();
  return kept;
}

/** Leaves a message at a broker as somebody else than the bridge. */
export async function publish(url: string, topic: string, payload: string, retain = false): Promise<void> {
  const client = await connectAsync(url, { protocolVersion: 5 });
  await client.publishAsync(topic, payload, { retain, qos: 1 });
  await client.endAsync();
}
