import { createHash } from 'node:crypto';

/** Under which names of this project become UUIDs; chosen once, by chance. */
const NAMESPACE = 'e5c3a1f4-0b0a-5d0c-9d8e-5f6f1a5d7c11';

/** A UUID that is the same for the same name in every version: version 5 of RFC 9562. */
export function uuidOf(name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex'))
    .update(name);
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
