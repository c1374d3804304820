import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mqttComplaints } from './log.ts';
import { Office } from './office.ts';
import { press } from './service.ts';
import { isWell, readShown } from './shown.ts';
import { readState } from './things.ts';

const SOON = { timeout: 30_000, interval: 500 };
const EVENT = 'event.synology_drive_office_connection';

const PHONE = {
  user: 'li.wei',
  client_type: 'mobile',
  client_version: '4.1.0',
  ip_address: '203.0.113.99',
  connected_time: '0s ago',
} as const;

/** Under way for so long that a test never sees a second poll that nobody has asked for. */
const RARELY = { interval: '1h', profile_interval: '1h' };

describe('people who come, go, and press buttons', () => {
  let office: Office;

  beforeAll(async () => {
    office = await Office.open({ documented: { allow_networks: ['192.168.0.0/16'] }, dsm: RARELY });
    await isWell(office);
  });

  afterAll(() => office?.close());

  it('fire the event of the NAS, which says who came from where, and when they go, too', async () => {
    const attributes = async () => (await readState(office.ha, EVENT)).attributes;
    const { connected_time: _now, ...seen } = PHONE;
    office.documented.connect(PHONE);
    await expect.poll(attributes, SOON).toMatchObject({ ...seen, event_type: 'connected', unexpected: true });
    const { state } = await readState(office.ha, EVENT);
    expect(Math.abs(Date.now() - Date.parse(state))).toBeLessThan(60_000);
    office.documented.disconnect(({ ip_address }) => ip_address === PHONE.ip_address);
    await expect.poll(attributes, SOON).toMatchObject({ ...seen, event_type: 'disconnected' });
  });

  describe('a change that the bridge has not asked for yet', () => {
    const total = async () => (await readState(office.ha, 'sensor.synology_drive_branch_total')).state;

    it.each([
      ['the refresh button of the NAS', 'button.synology_drive_branch_refresh', 'alice'],
      ['the refresh button of the bridge', 'button.synology_drive_bridge_refresh', 'frank'],
    ])('is there at once after %s was pressed', async (_, button, user) => {
      const before = await total();
      office.dsm.disconnect((row) => row.user === user);
      await press(office.ha, button);
      await expect.poll(total, { timeout: 5000, interval: 200 }).not.toBe(before);
      await expect
        .poll(() => readShown(office.ha), SOON)
        .toHaveProperty([`${office.dsm.name} ${user}: sensor connections`, 'state'], 0);
    });
  });

  it('gives Home Assistant nothing to complain about', () => {
    expect(mqttComplaints(office.ha.log)).toEqual([]);
  });
});
