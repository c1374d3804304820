import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownKeys } from '../../../homeassistant/config/problem.ts';
import { troubleOf, wordsOf } from '../../../homeassistant/state/trouble.ts';
import { CertificateError, ConfigurationError, DsmError } from '../../../src/dsm/errors.ts';
import { AWAY, refusal } from '../../support/bridge.ts';

const said = (text: string) => troubleOf(new DsmError('x', text)).remedy;

describe('what went wrong', () => {
  it('is said in the words of the core, with its remedy', () => {
    expect(troubleOf(refusal())).toEqual({
      message: 'SYNO.SynologyDrive.Connections List answered 105: the account may not do this',
      remedy: 'Give the account the right to it',
    });
    expect(wordsOf(troubleOf(refusal()))).toBe(
      'SYNO.SynologyDrive.Connections List answered 105: the account may not do this. Give the account the right to it',
    );
  });

  it('may have no remedy', () => {
    expect(wordsOf(troubleOf(AWAY))).toBe('nas.example.com:5001 refuses the connection');
  });

  it.each([
    ['A sleeping NAS may need a longer --timeout', 'A sleeping NAS may need a longer timeout'],
    ['Trust it by --ca-file, --fingerprint or --tls-name', 'Trust it by ca_file, fingerprint or tls_name'],
    ['or give --insecure', 'or give verify: false'],
    ['Is --hostname right?', 'Is host right?'],
    ['Leave --plain-http out', 'Leave plain_http out'],
    ['Try -vvv', 'Try log_level: trace'],
    ['Give --device-id-file', 'Give device_id_file'],
    ['Leave --api out', 'Leave api out'],
    ['--no-such-option stays', '--no-such-option stays'],
  ])('names keys of bridge.yaml, not options of the checks: %s', (given, expected) => {
    expect(said(given)).toBe(expected);
    expect(troubleOf(new CertificateError('name', given, given)).message).toBe(expected);
  });

  it('names a key for every option that the core names in its remedies', () => {
    const folder = join(import.meta.dirname, '../../../src');
    const files = ['dsm', 'drive', 'config', 'probes'].flatMap((room) =>
      readdirSync(join(folder, room)).map((name) => readFileSync(join(folder, room, name), 'utf8')),
    );
    const texts = files.flatMap((text) =>
      text.split('\n').filter((line) => !/^\s*(?:\/\/|\*|\/\*)/.test(line)),
    );
    const options = new Set(texts.flatMap((line) => line.match(/--[a-z][a-z-]+/g) ?? []));
    expect(options.size).toBeGreaterThan(5);
    // The one is said of a dialect's limits, which the bridge never says; the other is Node's.
    for (const other of ['--basis', '--wasm-tiering-budget']) options.delete(other);
    expect([...options].map((option) => said(option)).filter((words) => words?.startsWith('--'))).toEqual([]);
  });

  it('that is nobody’s fault but ours is called so', () => {
    expect(troubleOf(new TypeError('x is not a function'))).toEqual({
      message: 'internal error: x is not a function',
      remedy: 'Please report it with the log at log_level: trace',
    });
    expect(troubleOf('text').message).toBe('internal error: text');
  });

  it('does not change with the time at which a log-in was refused', () => {
    const at = (time: string) =>
      troubleOf(new ConfigurationError(`log-in answered 400: no such account (refused at ${time})`)).message;
    expect(at('2024-11-28T10:00:00Z')).toBe(at('2024-11-28T11:00:00Z'));
  });

  it('has keys to name', () => {
    expect(knownKeys(['nas', 0])).toContain('tls_name');
  });
});
