import { describe, expect, it } from 'vitest';
import { documentsOf, isDocument, NAS } from './house/documents.ts';
import { withHouse } from './house/house.ts';

/** Every topic that a document reads from. */
const topicsIn = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' && /^(topic|state_topic|json_attributes_topic|availability_topic)$/.test(key)
      ? [inner]
      : topicsIn(inner),
  );
};

const parentOf = (id: string, base: string): string | undefined => {
  if (id === `${base}-bridge`) return undefined;
  return id === `${base}-office` ? `${base}-bridge` : `${base}-office`;
};

describe.concurrent('the documents', () => {
  it('read from topics that are there, all but the event', () =>
    withHouse({}, async (house) => {
      await house.settle();
      const retained = await house.onlooker.retained();
      const read = new Set([...documentsOf(retained).values()].flatMap(topicsIn));
      expect(read.size).toBeGreaterThan(10);
      expect([...read].filter((topic) => !retained.has(topic))).toEqual([`${NAS}/event`]);
      const told = [...retained.keys()].filter((topic) => !isDocument(topic));
      expect(told.filter((topic) => !read.has(topic))).toEqual([]);
    }));

  it('are of ours, of one base topic, and lead to their bridge', () =>
    withHouse({ settings: { mqtt: { base_topic: 'Häuser/Drive 2' } } }, async (house) => {
      house.start();
      const retained = await house.onlooker.untilRetained('a user', (kept) =>
        [...kept.keys()].some((topic) => topic.includes('user-alice')),
      );
      const ids = [...retained.keys()].flatMap(
        (topic) => /^homeassistant\/device\/(.+)\/config$/.exec(topic)?.[1] ?? [],
      );
      const base = (ids.find((id) => id.endsWith('-bridge')) ?? '').slice(0, -'-bridge'.length);
      expect(base).toMatch(/^[a-z0-9_]+$/);
      const documents = documentsOf(retained, base);
      expect([...documents.keys()].sort()).toEqual(ids.sort());
      for (const [id, { device, origin }] of documents) {
        expect(device.identifiers).toEqual([id]);
        expect(origin.name).toBe('synology-drive-monitoring');
        expect(device.via_device).toBe(parentOf(id, base));
      }
    }));
});
