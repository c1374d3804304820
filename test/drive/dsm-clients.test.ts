import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectAt } from '../../src/drive/decode.ts';
import { decodeDevice } from '../../src/drive/dsm-clients.ts';

const CALL = { api: 'SYNO.SynologyDrive.Connection', method: 'list' };
const decoded = (item: object) => decodeDevice(objectAt(CALL, item));

/** As a real NAS sent it. */
const ITEM = {
  client_can_wipe: false,
  client_id: 'LAPTOP-7.local',
  client_ip: '192.168.50.232',
  client_is_relay: false,
  client_location: '',
  client_name: 'alice',
  client_session_id: 'b80294a3',
  client_status: 'on_line',
  client_type: 'drive_backup',
  client_version: '3.5.0-16084',
  device_uuid: '3a6a4c02',
  last_auth_time: 1711111111,
  login_time: '1711111111',
};

const CLIENT = {
  user: 'alice',
  clientType: 'drive_backup',
  kind: 'desktop',
  clientVersion: '3.5.0-16084',
  ipAddress: '192.168.50.232',
  connectedSince: 1711111111,
  connected: true,
  device: 'LAPTOP-7.local',
  lastSeen: 1711111111,
  relayed: false,
};

describe('a device', () => {
  it('is decoded from what a real NAS sent', () => {
    expect(decoded(ITEM)).toEqual(CLIENT);
  });

  it.each<[string, object, object]>([
    ['is away when it is off-line', { client_status: 'off_line' }, { connected: false }],
    ['is connected while it syncs', { client_status: 'syncing' }, { connected: true }],
    ['is connected in a state nobody knows', { client_status: 'napping' }, { connected: true }],
    ['is connected where no state is told', { client_status: undefined }, { connected: true }],
    ['has no address where that is empty', { client_ip: '' }, { ipAddress: undefined }],
    [
      'has nothing where - stands',
      { client_ip: '-', client_id: '-', client_version: '-' },
      {
        ipAddress: undefined,
        device: undefined,
        clientVersion: undefined,
      },
    ],
    [
      'has been seen where digits say when',
      { last_auth_time: '17', login_time: 18 },
      { lastSeen: 17, connectedSince: 18 },
    ],
    [
      'has no time where there is none',
      { last_auth_time: -1, login_time: 'yesterday' },
      {
        lastSeen: undefined,
        connectedSince: undefined,
      },
    ],
    ['is relayed only where true or false says so', { client_is_relay: 'true' }, { relayed: undefined }],
    [
      'lacks what came in another type',
      { client_name: 5, client_type: null, client_id: ['x'] },
      {
        user: undefined,
        clientType: undefined,
        kind: undefined,
        device: undefined,
      },
    ],
  ])('%s', (_, fields, expected) => {
    expect(decoded({ ...ITEM, ...fields })).toEqual({ ...CLIENT, ...expected });
  });

  it.each([
    ['drive', 'desktop'],
    ['backup', 'desktop'],
    ['dscloud', 'mobile'],
    ['web_portal', 'web'],
    ['sharesync', 'sharesync'],
    ['serversync', 'sharesync'],
    ['system', undefined],
    ['unknown', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
  ])('of the type %s is of the kind %s, and keeps the word', (clientType, kind) => {
    expect(decoded({ ...ITEM, client_type: clientType })).toMatchObject({ clientType, kind });
  });

  it('is decoded from any object, with nothing in a wrong type', () => {
    const item = fc.record(
      Object.fromEntries(Object.keys(ITEM).map((name) => [name, fc.jsonValue({ maxDepth: 1 })])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(item, (fields) => {
        const { connected, relayed = false, connectedSince = 0, lastSeen = 0, ...texts } = decoded(fields);
        expect([typeof connected, typeof relayed]).toEqual(['boolean', 'boolean']);
        for (const time of [connectedSince, lastSeen])
          expect(Number.isSafeInteger(time) && time >= 0).toBe(true);
        for (const text of Object.values(texts)) expect(text === undefined || text.trim() !== '').toBe(true);
      }),
    );
  });
});
