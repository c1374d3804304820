import { afterEach, describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/simulator/json.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { examine } from '../support/doctor.ts';
import { type Office, openOffice } from '../support/office.ts';

let office: Office;
afterEach(() => office.close());

const SUMMARY = 'SYNO.SynologyDrive.Connections.GetSummary';
const LIST = 'SYNO.SynologyDrive.Connections.List';
const DEVICES = 'SYNO.SynologyDrive.Connection.list';

/** What the doctor says of the fields of one step, when a NAS answers something with this. */
async function fieldsOf(step: string, question: string, data: JsonValue, scenario: Scenario = {}) {
  office = await openOffice({ scenario: { ...scenario, faults: { [question]: { data } } } });
  const { stdout } = await examine(office, ['--json']).ended;
  const { findings } = JSON.parse(stdout) as { findings: { step: string; state: string; fields: unknown }[] };
  const { state, fields } = findings.find((finding) => finding.step === step) ?? {};
  return { state, fields };
}

const number = (name: string) => ({ name, types: ['number'] });

describe('the fields of an answer', () => {
  it('are missing where the NAS does not send them', async () => {
    expect(await fieldsOf('connections', SUMMARY, { total_connections: 1, web_clients: 1 })).toEqual({
      state: 'ok',
      fields: {
        decoded: [number('total_connections'), number('web_clients')],
        missing: ['desktop_clients', 'mobile_clients'],
        unknown: [],
      },
    });
  });

  it('are unknown where the program does not know them', async () => {
    const data = {
      total_connections: 1,
      desktop_clients: 1,
      mobile_clients: 0,
      web_clients: 0,
      tv_clients: 0,
      more: { of: [{ them: null }] },
    };
    expect(await fieldsOf('connections', SUMMARY, data)).toMatchObject({
      fields: {
        missing: [],
        unknown: [
          number('tv_clients'),
          { name: 'more', types: ['object'] },
          { name: 'more.of', types: ['list'] },
          { name: 'more.of.them', types: ['null'] },
        ],
      },
    });
  });

  it('show every type that they came in', async () => {
    const rows = [{ user: 'a' }, { user: 5 }, { user: null }, { user: ['a'] }, {}];
    expect(await fieldsOf('clients', LIST, { connections: rows, total: '5' })).toMatchObject({
      state: 'ok',
      fields: {
        decoded: [
          { name: 'connections', types: ['list'] },
          { name: 'connections.user', types: ['string', 'number', 'null', 'list'] },
          { name: 'total', types: ['string'] },
        ],
        missing: expect.arrayContaining(['connections.client_type']),
      },
    });
  });

  it('may be called like what every object has', async () => {
    const row = JSON.parse('{"then":1,"__proto__":2,"constructor":3,"toString":4}') as JsonValue;
    const { state, fields } = await fieldsOf('clients', LIST, { connections: [row], total: 1 });
    expect(state).toBe('ok');
    expect(fields).toMatchObject({
      unknown: ['then', '__proto__', 'constructor', 'toString'].map((name) => number(`connections.${name}`)),
    });
  });

  it('are those of a real DSM as well', async () => {
    const items = [{ client_name: 'anna', client_battery: 3, login_time: '1' }];
    expect(await fieldsOf('clients', DEVICES, { items, total: 1 }, { dialect: 'dsm' })).toMatchObject({
      state: 'ok',
      fields: {
        decoded: [
          { name: 'items', types: ['list'] },
          { name: 'items.client_name', types: ['string'] },
          { name: 'items.login_time', types: ['string'] },
          number('total'),
        ],
        missing: expect.arrayContaining(['items.last_auth_time', 'items.client_id']),
        unknown: [number('items.client_battery')],
      },
    });
  });

  it('are known also where they do not matter: a quota of its own goes before what the groups leave', async () => {
    const user_quota = [
      { volume: '/volume1', shares: [{ name: 'homes', quota: 5, used: 1, group_limit: 9 }] },
    ];
    const scenario: Scenario = { dialect: 'dsm', users: [{ user: 'anna' }] };
    expect(await fieldsOf('profiles', 'SYNO.Core.Quota.get', { user_quota }, scenario)).toMatchObject({
      fields: { missing: [], unknown: [] },
    });
  });

  it('are not told of an answer of another shape, which is an error', async () => {
    const { state, fields } = await fieldsOf('clients', LIST, { connections: 'none', total: 1 });
    expect([state, fields]).toEqual(['failed', undefined]);
  });
});
