const MOST_BYTES = 65_535;

/** Levels of which nobody takes offence: nearly all topics are made of these, and need one look only. */
const PLAIN = /^[a-zA-Z0-9_-]+(?:\/[a-zA-Z0-9_-]+)*$/;

/**
 * What is wrong with a topic to publish to; undefined when nothing is. A broker closes the connection over some of these,
 * and the client would send the same again at every reconnect.
 */
export function topicProblem(topic: string): string | undefined {
  if (topic.length <= MOST_BYTES && PLAIN.test(topic)) return undefined;
  if (topic === '') return 'it is empty';
  if (Buffer.byteLength(topic) > MOST_BYTES) return 'it is longer than 65535 bytes';
  if (/[+#]/.test(topic)) return 'it has a wildcard';
  if (/\p{Cc}|\p{Cs}/u.test(topic)) return 'it has control characters or halves of characters';
  if (topic.startsWith('$')) return 'it begins with $';
  return topic.split('/').includes('') ? 'it has an empty level' : undefined;
}

type Packet = { readonly topic: string; readonly payload: string };

/** What is wrong with a message for a broker that takes so many bytes; undefined when nothing is. */
export const messageProblem = (packet: Packet, most: number): string | undefined =>
  topicProblem(packet.topic) ?? sizeProblem(packet, most);

function sizeProblem({ topic, payload }: Packet, most: number): string | undefined {
  // The head of a packet, and the properties of MQTT 5.
  const size = Buffer.byteLength(topic) + Buffer.byteLength(payload) + 16;
  return size > most ? `it has ${size} bytes, and the broker takes ${most}` : undefined;
}
