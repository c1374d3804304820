import { wellFormed } from '../shown-name.ts';
import type { JsonObject } from './json.ts';

/** The order in which messages go out when several have to: what others refer to first, availability last. */
export const RANKS = ['bridge device', 'nas device', 'device', 'state', 'availability'] as const;
export type Rank = (typeof RANKS)[number];

/** What a topic is to hold, retained. An empty payload takes it away. */
export interface Message {
  readonly topic: string;
  readonly payload: string;
  readonly rank: Rank;
}

const encodable = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? wellFormed(value) : value;

/** Halves of characters are rare, and looking for them in every text takes longer than all the rest. */
export function encode(payload: JsonObject): string {
  const text = JSON.stringify(payload);
  return text.includes('\\ud') ? JSON.stringify(payload, encodable) : text;
}

export const state = (topic: string, payload: JsonObject): Message => ({
  topic,
  payload: encode(payload),
  rank: 'state',
});

export const availability = (topic: string, up: boolean): Message => ({
  topic,
  payload: up ? 'online' : 'offline',
  rank: 'availability',
});
