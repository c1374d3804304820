import { describe, expect, it } from 'vitest';
import { BIRTH, documentsOf, documentTopic } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { dsmOffice } from './house/office.ts';
import { expectSpaced } from './house/order.ts';

const OFFICE = 'synology_drive-office';
const ALICE = `${OFFICE}-user-alice`;

/** The entities of a device as the broker has them now. */
const entitiesOf = async (house: House, id: string) =>
  documentsOf(await house.onlooker.retained()).get(id)?.components ?? {};

/** Puts a NAS that speaks another dialect in the place of the first. */
async function change(house: House): Promise<void> {
  await house.switchOff();
  await house.switchOn(dsmOffice);
  await house.onlooker.untilRetained('another document', (kept) =>
    (kept.get(documentTopic(ALICE)) ?? '').includes('last_seen'),
  );
  await house.onlooker.quiet(3000);
}

describe.concurrent('entities that a NAS of another dialect does not have', () => {
  it('are taken away, not left out', () =>
    withHouse({}, async (house) => {
      await house.settle();
      expect((await entitiesOf(house, OFFICE)).web).toHaveProperty('unique_id');
      await change(house);
      expect((await entitiesOf(house, OFFICE)).web).toEqual({ platform: 'sensor' });
      for (const key of ['last_sync', 'file_count', 'folder_count'])
        expect((await entitiesOf(house, ALICE))[key]).toEqual({ platform: 'sensor' });
    }));

  it('are shown once more and taken away again when Home Assistant comes up', () =>
    withHouse({}, async (house) => {
      const bridge = await house.settle();
      await change(house);
      await bridge.stop();
      await house.settle();
      const [from, before] = [house.onlooker.now, await entitiesOf(house, OFFICE)];
      await house.onlooker.beBorn(BIRTH);
      const isWhole = ({ topic, text }: { topic: string; text: string }) =>
        topic === documentTopic(OFFICE) && text.includes('office-web"');
      await house.onlooker.until('the entity', isWhole, { from });
      await house.onlooker.quiet(4500);
      expect(await entitiesOf(house, OFFICE)).toEqual(before);
      expectSpaced(house.onlooker.since(from));
    }));
});
