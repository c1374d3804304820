import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { automate, copyBlueprints, readNotifications } from './blueprints.ts';
import { HomeAssistant } from './home-assistant.ts';
import { makeTodoList } from './todo-list.ts';

const QUOTA = 'sensor.anna_quota_percent';
const STATUS = 'sensor.team_status';
const CONNECTIONS = 'event.office_connection';
/** Long enough for what has a patience of one second. */
const SETTLED = 3000;

/*
 * States are set by hand here, without a broker, so that each way in which one comes and goes can be tried: what the
 * blueprints do with the bridge's own is in blueprints.test.ts.
 */
describe('what blueprints remember', () => {
  let ha: HomeAssistant;
  /** When the last event came. */
  let last: string;

  const show = (entity: string, state: string, attributes = {}) =>
    ha.api(`/api/states/${entity}`, { body: { state, attributes } });
  const event = (state: string) =>
    show(CONNECTIONS, state, {
      event_type: 'connected',
      user: 'anna',
      ip_address: '203.0.113.9',
      unexpected: true,
    });
  const crowd = (unexpected: number) =>
    show(CONNECTIONS, new Date().toISOString(), {
      event_type: 'summary',
      connected: 60,
      disconnected: 2,
      unexpected,
    });

  /** What was told since it was asked last. */
  async function told(): Promise<string[]> {
    await sleep(SETTLED);
    const titles = (await readNotifications(ha)).map(({ title }) => title);
    await ha.api('/api/services/persistent_notification/dismiss_all', { body: {} });
    return titles.sort();
  }

  beforeAll(async () => {
    ha = await HomeAssistant.start(copyBlueprints);
    const memory = await makeTodoList(ha, 'Synology Drive');
    const patience = { seconds: 1 };
    for (const entity of [QUOTA, STATUS, CONNECTIONS]) await show(entity, 'unavailable');
    await automate(ha, 'quota_warning.yaml', { memory, patience, quota_sensors: [QUOTA] });
    await automate(ha, 'sync_problem.yaml', { memory, patience, status_sensors: [STATUS] });
    await automate(ha, 'unexpected_client.yaml', { connection_events: [CONNECTIONS] });
    await told();
  });

  afterAll(() => ha?.close());

  it('is told once, when it begins', async () => {
    last = new Date().toISOString();
    await show(QUOTA, '95');
    await show(STATUS, 'error');
    await event(last);
    expect(await told()).toEqual([
      'Synology Drive: anna connected from an unexpected network',
      `Synology Drive: quota of ${QUOTA}`,
      `Synology Drive: ${STATUS}`,
    ]);
  });

  it('is not told again after an absence, nor between the two limits', async () => {
    for (const entity of [QUOTA, STATUS, CONNECTIONS]) await show(entity, 'unavailable');
    await show(QUOTA, '88');
    await show(QUOTA, '96');
    await show(STATUS, 'unknown');
    await show(STATUS, 'error');
    await event(last);
    expect(await told()).toEqual([]);
  });

  it('is not told again after a restart', async () => {
    await ha.restart();
    for (const entity of [QUOTA, STATUS, CONNECTIONS]) await show(entity, 'unavailable');
    await show(QUOTA, '86');
    await show(QUOTA, '95');
    await show(STATUS, 'error');
    await event(last);
    expect(await told()).toEqual([]);
  });

  it('is told in one of a crowd, when there is anybody unexpected in it', async () => {
    await crowd(0);
    expect(await told()).toEqual([]);
    await crowd(3);
    await sleep(SETTLED);
    const [notification] = await readNotifications(ha);
    expect(notification?.message).toMatch(
      /^60 clients connected to .+ at once, 3 of them from networks that are not allowed\. If that/,
    );
    expect(await told()).toEqual(['Synology Drive: 3 clients connected from an unexpected network']);
  });

  it('is told again once it was over', async () => {
    await show(QUOTA, '84.9');
    await show(STATUS, 'idle');
    await sleep(SETTLED);
    await show(QUOTA, '90.1');
    await show(STATUS, 'error');
    await event(new Date().toISOString());
    expect(await told()).toEqual([
      'Synology Drive: anna connected from an unexpected network',
      `Synology Drive: quota of ${QUOTA}`,
      `Synology Drive: ${STATUS}`,
    ]);
  });
});
