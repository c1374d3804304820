const MOST_BYTES = 65_535;

/**
 * What is wrong with a topic to publish to; undefined when nothing is. A broker closes the connection over some of these,
 * and the client would send the same again at every reconnect.
 */
export function topicProblem(topic: string): string | undefined {
  if (topic === '') return 'it is empty';
  if (Buffer.byteLength(topic) > MOST_BYTES) return 'it is longer than 65535 bytes';
  if (/[+#]/.test(topic)) return 'it has a wildcard';
  if (/\p{Cc}|\p{Cs}/u.test(topic)) return 'it has control characters or halves of characters';
  if (topic.startsWith('$')) return 'it begins with $';
  return topic.split('/').includes('') ? 'it has an empty level' : undefined;
}
