import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../../homeassistant/config/read.ts';
import { settingsOf } from '../../../homeassistant/config/settings.ts';
import { checkConfig } from '../../../homeassistant/verbs/check-config.ts';
import { makeFolder } from '../../support/executable.ts';

const folder = makeFolder();
afterAll(() => folder.remove());

/** What check-config says of a NAS with these keys, and of the rest of the file. */
function said(keys: string, rest = ''): string {
  const file = `${folder.path}/bridge.yaml`;
  const text = `nas: [{id: office, host: nas, username: monitor, ${keys}}]\nstate_dir: state\n${rest}`;
  const settings = settingsOf(
    file,
    readConfig(file, text, { SYNOLOGY_DRIVE_NAS_OFFICE_PASSWORD: 'hunter2' }),
  );
  let written = '';
  const write = (words: string) => {
    written += words;
  };
  const host = { env: {}, stop: new AbortController().signal, write, onTerminal: false, coloured: false };
  expect(checkConfig(settings, host)).toBe(0);
  expect(written).not.toContain('hunter2');
  return written;
}

describe('check-config', () => {
  it.each([
    ['verify: true', 'nas:5001 as monitor\n  certificates that this machine trusts\n'],
    ['verify: false', '  any certificate: whoever is in between can read the password\n'],
    [`fingerprint: ${'ab'.repeat(32)}`, '  exactly the certificate with the given fingerprint\n'],
    [
      'plain_http: true',
      'nas:5000 as monitor\n  not encrypted: whoever is in between can read the password\n',
    ],
    [
      'interval: 1s, profile_interval: 1d',
      '  connections, clients and tasks every 1 s, profiles every 1 d\n',
    ],
    [
      'min_versions: {Dekstop: "3.10"}',
      '  min_versions: counts for clients of type dekstop; did you mean desktop?\n',
    ],
  ])('says what the bridge would do with %s', (keys, words) => {
    expect(said(keys)).toContain(words);
  });

  it('doubts no type of client that is one, or that nobody can know', () => {
    expect(said('min_versions: {Desktop: "3.10", drive_backup: "3.0"}')).not.toContain('did you mean');
  });

  it.each([
    ['mqtt: {base_topic: a/b, discovery: false}', 'topics below a/b, no discovery\n'],
    ['mqtt: {protocol: "3.1.1"}', 'broker mqtt://127.0.0.1:1883, MQTT 3.1.1\n'],
    ['mqtt: {username: bridge}', 'MQTT 5, as bridge\n'],
    [
      'mqtt: {url: "wss://broker.example.com/mqtt?token=geheim"}',
      'broker wss://broker.example.com/mqtt?…, MQTT 5\n',
    ],
  ])('says where it would publish with %s', (rest, words) => {
    expect(said('name: x', rest)).toContain(words);
  });
});
