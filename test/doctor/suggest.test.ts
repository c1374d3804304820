import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type GivenFiles, suggestCommands, suggestYaml } from '../../src/doctor/suggest.ts';

const NO_FILES: GivenFiles = { passwordFile: undefined, deviceIdFile: undefined, caFile: undefined };
const nasWith = (host: string, name: string) => ({
  endpoint: { host, port: 5001, tls: { fingerprints: [], verify: true } },
  account: { name, password: 'p' },
  keepSession: false,
});

/** What a command line can carry. */
const typeable = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0'));

interface Bridge {
  readonly nas: readonly [{ readonly id: unknown; readonly host: unknown; readonly username: unknown }];
}

describe('the suggested YAML', () => {
  it.each([
    ['nas.example.com', 'nas_example_com'],
    ['::1', '1'],
    ['10.0.0.1', '10_0_0_1'],
    ['bridge', 'nas_bridge'],
    ['::', 'nas'],
    ['no', 'no'],
    ['0x10', '0x10'],
    ['1e3', '1e3'],
  ])('names %s by the text %s', (host, id) => {
    for (const version of ['1.1', '1.2'] as const) {
      const { nas } = parse(suggestYaml(nasWith(host, 'null'), NO_FILES).join('\n'), { version }) as Bridge;
      expect(nas[0]).toMatchObject({ id, host, username: 'null' });
    }
  });

  it('says of any account and any file what was typed', () => {
    fc.assert(
      fc.property(typeable, typeable, (name, file) => {
        const lines = suggestYaml(nasWith('nas', name), { ...NO_FILES, passwordFile: file });
        expect((parse(lines.join('\n')) as Bridge).nas[0]).toMatchObject({
          username: name,
          password_file: file,
        });
      }),
    );
  });
});

describe('the suggested commands', () => {
  const suggested = (answered: readonly string[], dialect: 'documented' | 'dsm') =>
    suggestCommands({ answered, dialect }, nasWith('nas', 'm'), NO_FILES, { dialect: 'auto' }).map(
      (line) => /^check_synology_drive_(\w+) /.exec(line)?.[1],
    );

  it.each([
    ['documented', ['connections'], ['health', 'connections']],
    ['documented', ['clients', 'sync'], ['clients', 'sync']],
    ['documented', ['profiles'], ['quota', 'last_sync']],
    ['dsm', ['profiles', 'users'], ['quota']],
    ['dsm', ['clients'], ['clients', 'last_sync']],
    ['dsm', [], []],
  ] as const)('of a NAS of the dialect %s that answers %j are %j', (dialect, answered, expected) => {
    expect(suggested(answered, dialect)).toEqual(expected);
  });
});
