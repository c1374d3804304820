import { expect } from 'vitest';
import { BASE, isDocument } from './documents.ts';
import type { Message } from './onlooker.ts';

const ORDER = ['the bridge', 'NASes', 'other devices', 'states', 'availability'] as const;

/** Which place of the order a message belongs to. */
function placeOf({ topic }: Message): number {
  if (isDocument(topic)) {
    const id = topic.split('/')[2] ?? '';
    if (id === 'synology_drive-bridge') return 0;
    return /-(user|sync)-/.test(id) ? 2 : 1;
  }
  return topic === `${BASE}/bridge/state` || topic.includes('/availability') ? 4 : 3;
}

/** Each device before what lies behind it, values before what says that they are good. */
export function expectOrdered(messages: readonly Message[]): void {
  const places = messages.map(placeOf);
  expect(places.map((place) => ORDER[place])).toEqual([...places].sort().map((place) => ORDER[place]));
  expect(new Set(places)).toEqual(new Set([0, 1, 2, 3, 4]));
}

export const documentsIn = (messages: readonly Message[]) =>
  messages.filter(({ topic }) => isDocument(topic));

/** No document twice within two seconds: Home Assistant would lose part of the second. */
export function expectSpaced(messages: readonly Message[]): void {
  const last = new Map<string, number>();
  for (const { topic, at } of documentsIn(messages)) {
    expect(at - (last.get(topic) ?? Number.NEGATIVE_INFINITY), topic).toBeGreaterThanOrEqual(1950);
    last.set(topic, at);
  }
}
