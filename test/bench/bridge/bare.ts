import { connectAsync } from 'mqtt';

/** What the peer is to publish. */
export interface BareOrder {
  readonly url: string;
  readonly window: number;
  readonly messages: readonly { readonly topic: string; readonly payload: string }[];
}

/** The peer of the bridge: nothing but mqtt.js that publishes, retained and with QoS 1, so many under way at a time. */
async function publish({ url, window, messages }: BareOrder): Promise<void> {
  const client = await connectAsync(url, { protocolVersion: 5 });
  let next = 0;
  const worker = async () => {
    for (let message = messages[next++]; message; message = messages[next++])
      await client.publishAsync(message.topic, message.payload, { qos: 1, retain: true });
  };
  await Promise.all(Array.from({ length: window }, worker));
  await client.endAsync();
}

process.once('message', (order: BareOrder) => {
  void publish(order).then(() => process.disconnect());
});
