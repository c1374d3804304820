import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../../homeassistant/discovery/device-texts.ts';
import { devicesOf } from '../../../homeassistant/discovery/nas-devices.ts';
import { Planner } from '../../../homeassistant/discovery/planner.ts';
import { type DeviceKind, Stencil, type Words } from '../../../homeassistant/discovery/stencil.ts';
import { taskDevice } from '../../../homeassistant/discovery/task-device.ts';
import { client, NAMES, profile, Story, task } from '../../support/bridge.ts';

const WORDS: Words = { slug: 'team_5662c0f8', entitySlug: 'team', title: 'Team (anna)' };

const tasksOf =
  (name: string): DeviceKind =>
  (words) =>
    taskDevice(NAMES, new Story({ name }).settings, words);

/** That a stencil writes what would be written without it. */
function expectSame(kind: DeviceKind, words: Words): void {
  expect(new Stencil(kind, NAMES).write(words)).toEqual(textOf(kind(words), NAMES));
}

const anyName = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
  fc.string({ minLength: 1 }),
);

describe('a stencil', () => {
  it('gives each device the document that it would get by itself, whatever the names', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyName,
        fc.uniqueArray(anyName, { maxLength: 4 }),
        fc.constantFrom('documented' as const, 'dsm' as const),
        async (name, names, dialect) => {
          const story = new Story({ name: name.trim() || 'NAS' }).poll({
            dialect,
            clients: names.map((user) => client({ user })),
            tasks: names.map((one) => task({ user: one, shareName: one })),
          });
          for (const user of names) story.profiles({ [user]: profile({ user }) });
          const orders = devicesOf(NAMES, story.settings, await story.told());
          const { wanted, faulty } = await new Planner(NAMES).plan(orders);
          expect([...wanted.values(), ...faulty]).toEqual(orders.map(({ make }) => textOf(make(), NAMES)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([
    ['quotes', 'the "best" \\ share'],
    ['a mark of its own', 'mark of title a, mark_of_slug_b'],
    ['a lone half of a character', '\ud800'],
    ['signs of replacement', '$& $1 $`'],
  ])('takes a title with %s', (_, title) => {
    expectSame(tasksOf('Office'), { ...WORDS, title });
  });

  it('is not led astray by a NAS whose name looks like a mark', () => {
    expectSame(tasksOf('mark of title a'), WORDS);
    expectSame(tasksOf('mark_of_slug_a mark_of_entity_b'), WORDS);
  });

  it('looks by itself through what is not plain', () => {
    const stencil = new Stencil(tasksOf('Office'), NAMES);
    const write = (words: Words) => stencil.write(words);
    expect(write({ ...WORDS, slug: 'A/B' })).toMatchObject({
      problems: expect.arrayContaining([expect.stringContaining('is no discovery topic of a device')]),
    });
    expect(write({ ...WORDS, entitySlug: 'Ä' })).toMatchObject({
      problems: expect.arrayContaining([expect.stringContaining('is no id of a sensor')]),
    });
    expect(write({ ...WORDS, title: 'x'.repeat(200_000) })).toMatchObject({
      problems: [expect.stringMatching(/^it has \d+ bytes, more than 131072$/)],
    });
  });

  it('says of every device what is wrong with its kind', () => {
    const broken: DeviceKind = (words) => ({ ...tasksOf('Office')(words), entities: [] });
    expectSame(broken, WORDS);
    expect(new Stencil(broken, NAMES).write(WORDS)).toMatchObject({ problems: ['there are no components'] });
  });
});
