import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/*
 * SHA-256 as hex digits. Not by node:crypto, whose loading takes longer than the rest of a warm run; the native build puts
 * bun-hash.ts here, because its runtime has one that needs no loading.
 */

export const hashOf = (text: string): string => bytesToHex(sha256(utf8ToBytes(text)));

/** HMAC: nobody without the key can tell what was hashed by trying. */
export const keyedHashOf = (key: string, text: string): string =>
  bytesToHex(hmac(sha256, utf8ToBytes(key), utf8ToBytes(text)));

export const randomHex = (bytes: number): string => bytesToHex(randomBytes(bytes));
