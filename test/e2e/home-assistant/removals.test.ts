import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../peers/until.ts';
import { mqttComplaints } from './log.ts';
import { Office } from './office.ts';
import { publish, readRetained } from './retained.ts';
import { isWell } from './shown.ts';
import { readDevices } from './things.ts';

const SOON = { timeout: 60_000, interval: 1000 };

describe('users and tasks that go away', () => {
  let office: Office;

  const devices = async () => (await readDevices(office.ha)).map(({ name }) => name ?? '(nameless)');
  const documents = () => readRetained(office.broker.url, 'homeassistant/device/+/config');

  beforeAll(async () => {
    const quick = { forget_after: '3s' };
    office = await Office.open({ documented: quick, dsm: quick });
  });

  beforeEach(() => isWell(office));

  afterAll(() => office?.close());

  it('leave nothing in Home Assistant', async () => {
    office.documented.removeUser('backup');
    office.dsm.removeUser('bert');
    office.dsm.removeTask('Offers');
    const gone = [
      'Office NAS backup',
      'Office NAS Team Projects (backup)',
      'Zweigstelle Süd bert',
      'Zweigstelle Süd Offers (sync)',
    ];
    await isWell(office);
    const left = await devices();
    expect(gone.filter((name) => left.includes(name))).toEqual([]);
  });

  it('leave nothing in a Home Assistant that was not running when they went', async () => {
    const before = (await documents()).size;
    await office.ha.stop();
    office.dsm.removeUser('frank');
    office.documented.removeTask('Marketing');
    await until('the bridge to remove the two from the broker', async () =>
      (await documents()).size === before - 2 ? true : undefined,
    );
    await office.ha.start();
    await isWell(office);
    expect(await devices()).not.toContain('Zweigstelle Süd frank');
    expect(await devices()).not.toContain('Office NAS Marketing (anna.schmidt)');
  });

  it('come back as what they were', async () => {
    const { connections = [], users = [], syncs = [] } = office.dsm.scenario;
    office.dsm.removeUser('alice');
    await isWell(office);
    expect(await devices()).not.toContain('Zweigstelle Süd alice');
    office.dsm.change(() => ({ connections, users, syncs }));
    await isWell(office);
  });

  it('give Home Assistant nothing to complain about', () => {
    expect(mqttComplaints(office.ha.log)).toEqual([]);
  });

  it('are all gone after clean, and nothing of others is', async () => {
    const foreign = JSON.stringify({
      name: 'Doorbell',
      unique_id: 'doorbell',
      state_topic: 'doorbell',
      event_types: ['ring'],
    });
    await publish(office.broker.url, 'homeassistant/event/doorbell/config', foreign, true);
    await publish(office.broker.url, 'synology_drive_of_others/bridge/state', 'online', true);
    await office.bridge.stop();
    await office.bridge.run('clean');
    await expect.poll(devices, SOON).toEqual([]);
    const kept = await readRetained(office.broker.url, '#');
    const own = [...kept.keys()].filter((topic) => !topic.startsWith('$SYS/'));
    expect(own.sort()).toEqual([
      'homeassistant/event/doorbell/config',
      'synology_drive_of_others/bridge/state',
    ]);
  });
});
