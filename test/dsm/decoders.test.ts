import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentedDrive } from '../../src/drive/documented.ts';
import { DsmDrive } from '../../src/drive/dsm.ts';
import type { DriveServer } from '../../src/drive/server.ts';
import type { DsmClient } from '../../src/dsm/client.ts';
import { AnswerError, NotAnnouncedError } from '../../src/dsm/errors.ts';

/** A client to whom the NAS answers whatever was thought up. */
const answering = (data: unknown) =>
  ({
    ask: async () => data,
    infoWithAnyOf: async () => ({}),
    announces: async () => true,
  }) as unknown as DsmClient;

const KEYS = [
  'connections',
  'items',
  'total',
  'user',
  'client_type',
  'client_version',
  'ip_address',
  'connected_time',
  'share_name',
  'sync_status',
  'files_synced',
  'bytes_synced',
  'total_connections',
  'desktop_clients',
  'mobile_clients',
  'web_clients',
  'quota_used',
  'quota_total',
  'file_count',
  'folder_count',
  'last_sync_time',
  'summary',
  'desktop',
  'mobile',
  'sharesync',
  'conn',
  'is_pause',
  'client_name',
  'client_id',
  'client_ip',
  'client_status',
  'login_time',
  'last_auth_time',
  'user_quota',
  'volume',
  'quota',
  'shares',
  'name',
  'used',
  'group_limit',
  'support_share_quota',
  'quota_status',
  'users',
  '__proto__',
  'constructor',
];

/** JSON whose keys are those that the decoders look for. */
const { answer, object } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<unknown>(
      null,
      true,
      -1,
      0,
      1.5,
      1e300,
      2 ** 53,
      '',
      ' ',
      '5',
      '-5',
      '1e3',
      'john.doe',
      'syncing',
      'homes',
    ),
    fc.string(),
    fc.double(),
  ),
  list: fc.array(tie('answer'), { maxLength: 4 }),
  object: fc.dictionary(fc.constantFrom(...KEYS), tie('answer'), { maxKeys: 8 }),
  answer: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    tie('leaf'),
    { arbitrary: tie('object'), weight: 4 },
    tie('list'),
  ),
}));

type Ask = (drive: DriveServer) => Promise<unknown>;
const QUESTIONS: Readonly<Record<string, Ask>> = {
  summary: (drive) => drive.summary(),
  clients: (drive) => drive.clients(),
  syncTasks: (drive) => drive.syncTasks(),
  profile: (drive) => drive.profile('john.doe'),
  users: async (drive) => ({ names: await drive.users() }),
};

const TEXTS = ['user', 'clientType', 'clientVersion', 'ipAddress', 'shareName', 'status', 'source', 'device'];
const FLAGS = ['connected'];
const LISTS = ['rows', 'names'];

/** Whether a field has the type that the model gives it. */
function isRight(name: string, value: unknown): boolean {
  if (value === undefined) return true;
  if (TEXTS.includes(name)) return typeof value === 'string' && value !== '';
  if (FLAGS.includes(name)) return typeof value === 'boolean';
  if (LISTS.includes(name)) return Array.isArray(value);
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 && !Object.is(value, -0);
  return ['string', 'boolean', 'object'].includes(typeof value);
}

function wrongFields(decoded: unknown): string[] {
  if (Array.isArray(decoded)) return decoded.flatMap(wrongFields);
  if (typeof decoded !== 'object' || decoded === null) return [];
  return Object.entries(decoded).flatMap(([name, value]) => [
    ...(isRight(name, value) ? [] : [`${name}: ${JSON.stringify(value)}`]),
    ...(LISTS.includes(name) ? wrongFields(value) : []),
  ]);
}

const dialects = {
  documented: (client: DsmClient): DriveServer => new DocumentedDrive(client),
  dsm: (client: DsmClient): DriveServer => new DsmDrive(client, undefined),
};

describe.each(Object.entries(dialects))('the dialect %s', (_name, speak) => {
  it.each(Object.entries(QUESTIONS))(
    'decodes any answer to %s into the right types, or says what is wrong',
    (_question, ask) =>
      fc.assert(
        fc.asyncProperty(fc.oneof({ arbitrary: object, weight: 9 }, answer), async (given) => {
          const data: unknown = JSON.parse(JSON.stringify(given) ?? 'null');
          try {
            expect(wrongFields(await ask(speak(answering(data))))).toEqual([]);
          } catch (error) {
            if (error instanceof AnswerError) expect(error.words).toMatch(/^SYNO\..* should be .*but is /);
            else if (!(error instanceof NotAnnouncedError)) throw error;
          }
        }),
        { numRuns: 300 },
      ),
  );
});

describe('the document', () => {
  it('is understood by its own samples', async () => {
    const row = {
      user: 'john.doe',
      client_type: 'desktop',
      client_version: '3.4.0',
      ip_address: '192.168.1.100',
      connected_time: 1732788000,
    };
    const drive = new DocumentedDrive(answering({ total: 1, connections: [row] }));
    expect(await drive.clients()).toMatchObject({
      total: 1,
      rows: [
        {
          user: 'john.doe',
          clientType: 'desktop',
          clientVersion: '3.4.0',
          ipAddress: '192.168.1.100',
          connectedSince: 1732788000,
          connected: true,
        },
      ],
    });
  });

  it('names API, place and keys when an answer has another shape', async () => {
    const ask = (data: unknown) => new DocumentedDrive(answering(data)).clients();
    await expect(ask({ items: [], total: 0 })).rejects.toThrow(
      'SYNO.SynologyDrive.Connections List: data.connections should be a list, but is missing: data has items, total',
    );
    await expect(ask({ connections: [{}, 5] })).rejects.toThrow(
      'SYNO.SynologyDrive.Connections List: data.connections[1] should be an object, but is a number',
    );
    await expect(ask(null)).rejects.toThrow(
      'SYNO.SynologyDrive.Connections List: data should be an object, but is null',
    );
    await expect(ask(undefined)).rejects.toThrow('data should be an object, but is missing');
  });
});
