import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASES } from './blueprint-cases.ts';
import { automate, blueprintFiles, copyBlueprints, readBlueprints, readNotifications } from './blueprints.ts';
import { Office } from './office.ts';
import { isWell } from './shown.ts';
import { makeTodoList, readTodoList } from './todo-list.ts';

const SOON = { timeout: 40_000, interval: 500 };
describe('the blueprints', () => {
  let office: Office;
  let memory: string;

  const titles = async () => (await readNotifications(office.ha)).map(({ title }) => title);

  beforeAll(async () => {
    office = await Office.open({
      documented: { allow_networks: ['192.168.0.0/16', '10.0.0.0/8'] },
      furnish: copyBlueprints,
    });
    memory = await makeTodoList(office.ha, 'Synology Drive');
    await isWell(office);
  });

  afterAll(() => office?.close());

  it('are all taken by Home Assistant', async () => {
    const taken = await readBlueprints(office.ha);
    expect(Object.keys(taken).sort()).toEqual(blueprintFiles());
    expect(Object.values(taken).filter((name) => !name.startsWith('Synology Drive: '))).toEqual([]);
  });

  it('are all tried here', () => {
    expect(CASES.map(({ file }) => file).sort()).toEqual(blueprintFiles());
  });

  it.each(CASES)('$file, made into an automation, tells of a real change', async (tried) => {
    await automate(office.ha, tried.file, tried.input(memory));
    expect(await titles()).not.toContain(tried.title);
    await tried.happen(office);
    await expect.poll(titles, SOON).toContain(tried.title);
  });

  it('tell of a task that is gone, though it was in error before', async () => {
    const said = async () =>
      (await readNotifications(office.ha)).filter(({ title }) => title.includes('Marketing'));
    expect(await said()).toHaveLength(1);
    office.documented.removeTask('Marketing');
    const gone = expect.stringMatching(
      /Marketing.* has a problem\. The NAS does not list this task any more/,
    );
    await expect.poll(said, SOON).toContainEqual(expect.objectContaining({ message: gone }));
    expect(await said()).toHaveLength(2);
  });

  it('forget what is over', async () => {
    const isLost = expect.stringMatching(/^Zweigstelle Süd/);
    const items = () => readTodoList(office.ha, memory);
    expect(await items()).toContainEqual(isLost);
    await office.dsm.startAgain();
    const connection = /not connected/;
    await expect.poll(async () => (await items()).filter((item) => connection.test(item)), SOON).toEqual([]);
  });

  it('do nothing that Home Assistant finds wrong', () => {
    const own =
      /^.*(?:WARNING|ERROR).*\[homeassistant\.(?:components\.automation|helpers\.(?:template|script))[\w.]*\].*$/gm;
    expect(office.ha.log.match(own) ?? []).toEqual([]);
  });
});
