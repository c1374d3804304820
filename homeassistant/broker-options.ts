import { hostname } from 'node:os';
import type { BrokerOptions } from './broker-link.ts';
import type { MqttConfig } from './config/schema.ts';
import { hashOf } from './slug.ts';
import type { Names } from './topics.ts';

/** Its own for each machine, so that two bridges by one configuration are noticed, and the same after a restart. */
function clientIdOf({ client_id, base_topic }: MqttConfig): string {
  const own = hashOf(`${hostname()}\0${base_topic}`);
  return client_id ?? `synology-drive-${own}`;
}

/** How the bridge presents itself to its broker, and what it listens to. */
export function brokerOptions(mqtt: MqttConfig, names: Names): BrokerOptions {
  return {
    clientId: clientIdOf(mqtt),
    will: { topic: names.bridgeState, payload: 'offline' },
    subscriptions: [
      ...(mqtt.discovery ? [{ topic: mqtt.birth_topic }] : []),
      { topic: `${names.base}/+/refresh/set` },
      // Without discovery only old documents are looked for.
      { topic: names.document('+'), noLocal: true, isOptional: !mqtt.discovery },
      // Only so a refusal is noticed in 3.1.1, where publishing is acknowledged in any case.
      ...(mqtt.protocol === '3.1.1' ? [{ topic: names.bridgeState }] : []),
    ],
  };
}
