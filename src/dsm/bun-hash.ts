/// <reference path="./bun.d.ts" />

/* What hash.ts offers, by the runtime of the native build. */

export const hashOf = (text: string): string => new Bun.CryptoHasher('sha256').update(text).digest('hex');

export const keyedHashOf = (key: string, text: string): string =>
  new Bun.CryptoHasher('sha256', key).update(text).digest('hex');

export const randomHex = (bytes: number): string =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('hex');
