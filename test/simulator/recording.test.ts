import { expect, test } from 'vitest';
import { parseRecording } from '../../src/simulator/recording.ts';

const record = {
  format: 'synology-drive-record',
  version: 1,
  recorded: 1_700_000_000,
  apis: { A: { path: 'entry.cgi', minVersion: 1, maxVersion: 2, requestFormat: 'JSON' } },
  answers: [
    { api: 'A', version: 1, method: 'b', parameters: { c: ['d'] }, data: null },
    { api: 'A', version: 1, method: 'b', parameters: {}, code: 120, errors: { name: 'c' } },
  ],
};

test('a record is what it says', () => {
  expect(parseRecording(JSON.stringify(record))).toEqual(record);
});

test.each<[unknown, string]>([
  ['', 'it is not JSON, or cut short'],
  [JSON.stringify(record).slice(0, -9), 'it is not JSON, or cut short'],
  ['users:\n  - anna\n', 'it is not JSON, or cut short'],
  ['[]', 'record: keys with values are expected, not a list'],
  ['null', 'record: keys with values are expected, not null'],
  [{}, 'record.format: missing'],
  [{ ...record, format: 'har' }, 'record.format: one of synology-drive-record is expected, not "har"'],
  [{ ...record, version: 2 }, 'record.version: 1 is expected, not 2'],
  [{ ...record, recorded: 1e300 }, 'record.recorded: Unix seconds is expected, not 1e+300'],
  [{ ...record, apis: { A: { path: 'entry.cgi', minVersion: 1 } } }, 'record.apis.A.maxVersion: missing'],
  [
    { ...record, answers: [{ api: 'A', version: 1, method: 5, parameters: {} }] },
    'record.answers[0].method: a text is expected, not 5',
  ],
  [
    { ...record, answers: [{ api: 'A', version: 1, method: 'b', parameters: {}, answer: 1 }] },
    'record.answers[0].answer: unknown key; known are api, version, method, parameters, data, code, errors',
  ],
])('%j is no record: %s', (content, problem) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  expect(() => parseRecording(text)).toThrow(problem);
});
