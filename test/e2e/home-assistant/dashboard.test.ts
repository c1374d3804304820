import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Person } from './browser.ts';
import { addDashboard, cardsIn, DASHBOARD, type Dashboard, entitiesIn, parseDashboard } from './dashboard.ts';
import { Office } from './office.ts';
import { liveADay } from './past-day.ts';
import { isWell } from './shown.ts';
import { readDevices, readStates } from './things.ts';

const SOON = { timeout: 20_000, interval: 500 };

describe('the dashboard that the bridge prints', () => {
  let office: Office;
  let dashboard: Dashboard;
  let person: Person;

  beforeAll(async () => {
    office = await Office.open();
    await isWell(office);
    await liveADay(office);
    await isWell(office);
    dashboard = parseDashboard(await office.bridge.run('dashboard'));
    await addDashboard(office.ha, dashboard);
    person = await Person.sitDown(office.ha);
  });

  afterAll(async () => {
    await person?.close();
    await office?.close();
  });

  it('names entities that are there, of every NAS, user and task', async () => {
    const named = new Set(entitiesIn(dashboard));
    const there = new Set((await readStates(office.ha)).map(({ entity_id }) => entity_id));
    expect([...named].filter((entity) => !there.has(entity))).toEqual([]);
    const subjects = [...there].filter((id) => /_(?:total|quota_percent|status)$/.test(id));
    expect(subjects.length).toBe(2 + 14 + 8);
    expect(subjects.filter((entity) => !named.has(entity))).toEqual([]);
  });

  it('is shown whole, without a broken card, anything unavailable and a name cut off', async () => {
    for (const [index, view] of dashboard.views.entries()) {
      expect(cardsIn(view)).toBeGreaterThan(0);
      await person.open(`/${DASHBOARD}/${index}`, 'hui-section hui-card', cardsIn(view));
      await expect.poll(() => person.complaints(), SOON).toEqual([]);
      const texts = await person.tileTexts();
      expect(texts.map(({ text }) => text)).toContain('Long off-line');
      expect(texts.filter(({ isCut }) => isCut)).toEqual([]);
      await person.photograph(`dashboard-${index}`);
    }
    expect(person.errors).toEqual([]);
  });

  it.each([
    'Synology Drive Bridge',
    'Office NAS',
    'Zweigstelle Süd',
    'Office NAS john.doe',
    'Zweigstelle Süd Plans (sync)',
  ])('stands beside a page of the device %s with all it has', async (name) => {
    const device = (await readDevices(office.ha)).find((one) => one.name === name);
    await person.open(`/config/devices/device/${device?.id}`, 'ha-device-entities-card');
    await expect.poll(() => person.reads(name), SOON).toBe(true);
    expect(await person.complaints()).toEqual([]);
    await person.photograph(`device-${name.replace(/[^\w]+/g, '-')}`);
  });

  it('says so when a NAS is gone', async () => {
    await office.dsm.close();
    await person.open(`/${DASHBOARD}/0`, 'hui-section hui-card');
    await expect.poll(() => person.complaints(), { ...SOON, timeout: 60_000 }).not.toEqual([]);
    await person.photograph('dashboard-gone');
  });
});
