import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mqttComplaints } from './log.ts';
import { Office } from './office.ts';
import { publish } from './retained.ts';
import { isWell, readShown } from './shown.ts';
import { readDevices, readThings } from './things.ts';

const SOON = { timeout: 60_000, interval: 1000 };

describe('a Home Assistant beside a bridge with a NAS of each dialect', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open();
  });

  afterAll(() => office?.close());

  it('shows every entity of the two, and no other, with its state, unit, class and devices', async () => {
    await isWell(office);
  });

  it('knows a user, a task and a NAS by ids that are made of their names alone', async () => {
    const ids = (await readThings(office.ha)).map(({ id }) => id);
    expect(ids).toEqual(
      expect.arrayContaining([
        'binary_sensor.synology_drive_bridge_connected',
        'button.synology_drive_office_refresh',
        'event.synology_drive_office_connection',
        'sensor.synology_drive_branch_linked',
        'sensor.synology_drive_office_user_john_doe_quota_percent',
        'sensor.synology_drive_office_user_office_maria_rossi_last_sync',
        'sensor.synology_drive_branch_user_office_dmitri_last_seen',
        'sensor.synology_drive_office_sync_john_doe_team_projects_status',
        'sensor.synology_drive_branch_sync_sync_plans_status',
      ]),
    );
    expect(ids.filter((id) => /_[0-9a-f]{8}_/.test(id))).toEqual([]);
  });

  it('names the away devices where the NAS tells them', async () => {
    const away = (await readThings(office.ha)).filter(({ id }) => /branch_(linked|stale)$/.test(id));
    expect(away.map(({ attributes }) => attributes.devices)).toEqual([
      ['GRACE-PC (grace)', 'LAPTOP-7.local (bert)', 'OFFICE-WS-05 (OFFICE\\erika)', 'iPhone (chloé.martin)'],
      ['GRACE-PC (grace)', 'LAPTOP-7.local (bert)'],
    ]);
  });

  it('says of each problem what to do about it', async () => {
    const things = await readThings(office.ha);
    const full = things.find(
      ({ id }) => id.startsWith('binary_sensor.') && id.includes('user_jurgen_muller_problem'),
    );
    expect(full?.attributes.remedy).toMatch(/quota/);
  });

  it('has a device for the bridge, each NAS, each task and each user', async () => {
    const devices = await readDevices(office.ha);
    expect(devices.length).toBe(1 + 2 + (5 + 8) + (3 + 6));
    expect(devices.filter(({ name }) => name === null)).toEqual([]);
  });

  it.each([
    ['in a status that nobody knows', 'defragmenting'],
    ['that the NAS did not send the status of', undefined],
  ])('shows a task %s as unknown, and as a problem', async (_, sync_status) => {
    const { syncs = [] } = office.dsm.scenario;
    const task = `${office.dsm.name} Archive (sync)`;
    office.dsm.change(() => ({
      syncs: syncs.map(({ sync_status: was = '', ...row }) =>
        row.share_name === 'Archive'
          ? { ...row, ...(sync_status && { sync_status }) }
          : { ...row, sync_status: was },
      ),
    }));
    await expect
      .poll(() => readShown(office.ha), SOON)
      .toMatchObject({
        [`${task}: sensor status`]: { state: 'unknown' },
        [`${task}: binary_sensor problem`]: { state: 'on' },
        [`${office.dsm.name}: sensor other`]: { state: 1 },
      });
    office.dsm.change(() => ({ syncs }));
    await isWell(office);
  });

  it('shows a task that the NAS does not list any more as unknown, and as a problem', async () => {
    const { syncs = [] } = office.documented.scenario;
    const task = `${office.documented.name} Marketing (anna.schmidt)`;
    office.documented.removeTask('Marketing');
    await expect
      .poll(() => readShown(office.ha), SOON)
      .toMatchObject({
        [`${task}: sensor status`]: { state: 'unknown' },
        [`${task}: sensor bytes_synced`]: { state: 'unknown' },
        [`${task}: binary_sensor problem`]: { state: 'on' },
        [`${office.documented.name}: sensor tasks`]: { state: 4 },
      });
    office.documented.change(() => ({ syncs }));
    await isWell(office);
  });

  it('finds nothing to complain about, and would have said so', async () => {
    expect(mqttComplaints(office.ha.log)).toEqual([]);
    const misspelt = { device: { identifiers: ['doorbell'], nmae: 'Doorbell' } };
    await publish(office.broker.url, 'homeassistant/device/doorbell/config', JSON.stringify(misspelt));
    await expect.poll(() => mqttComplaints(office.ha.log).join(), SOON).toContain('doorbell');
  });
});
