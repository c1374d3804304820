import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/dsm/errors.ts';
import { readSecret } from '../../src/dsm/secrets.ts';
import { type Folder, makeFolder } from '../support/executable.ts';

let folder: Folder;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove());

function secretFile(text: string, mode = 0o600): string {
  const path = folder.file('secret', text);
  chmodSync(path, mode);
  return path;
}

describe('a secret', () => {
  it.each([
    ['word', 'word'],
    ['word\n', 'word'],
    ['word\r\n', 'word'],
    ['\uFEFFword\r\nnext\r\n', 'word'],
    [' with blanks \n', ' with blanks '],
    ['grün€🔑|;\n', 'grün€🔑|;'],
  ])('of the file %j is %j', (text, secret) => expect(readSecret(secretFile(text), 'file')).toBe(secret));

  it.each([0o600, 0o400, 0o640, 0o660, 0o440])('is read with mode %o', (mode) =>
    expect(readSecret(secretFile('x', mode), 'file')).toBe('x'),
  );

  it.each([0o644, 0o604, 0o602, 0o606, 0o666, 0o777])('is refused with mode %o', (mode) => {
    expect(() => readSecret(secretFile('x', mode), 'file')).toThrow(ConfigurationError);
    expect(() => readSecret(secretFile('x', mode), 'file')).toThrow('is open to every user of this machine');
  });

  it.each(['', '\n', '\r\nword', '\uFEFF'])('is refused when the file is %j', (text) =>
    expect(() => readSecret(secretFile(text), 'file')).toThrow('is empty'),
  );

  it.each([' ', '\t \n', '\u3000\r\nword'])('is refused when the first line of the file is %j', (text) =>
    expect(() => readSecret(secretFile(text), 'file')).toThrow('holds nothing but blanks'),
  );

  it.each<[string, Buffer]>([
    ['UTF-16', Buffer.from('\uFEFFword\n', 'utf16le')],
    ['UTF-16 without its mark', Buffer.from('word\n', 'utf16le')],
    ['Latin-1', Buffer.from('grün\n', 'latin1')],
    ['something with a zero', Buffer.from('wo\0rd\n')],
  ])('is refused when the first line of the file is %s', (_title, bytes) => {
    writeFileSync(secretFile(''), bytes);
    expect(() => readSecret(join(folder.path, 'secret'), 'file')).toThrow('is no text in UTF-8');
  });

  it('is read whatever stands in the lines below', () => {
    writeFileSync(secretFile(''), Buffer.concat([Buffer.from('word\n'), Buffer.from([0xff, 0])]));
    expect(readSecret(join(folder.path, 'secret'), 'file')).toBe('word');
  });

  it('is refused behind a link to an open file', () => {
    symlinkSync(secretFile('x', 0o644), join(folder.path, 'link'));
    expect(() => readSecret(join(folder.path, 'link'), 'file')).toThrow('is open to every user');
  });

  it('is refused when there is no such file, or it is a folder', () => {
    expect(() => readSecret(join(folder.path, 'none'), 'token file')).toThrow(
      `cannot read the token file ${join(folder.path, 'none')}: there is no such file`,
    );
    for (const [name, mode] of [
      ['own', 0o700],
      ['open', 0o777],
    ] as const) {
      mkdirSync(join(folder.path, name));
      chmodSync(join(folder.path, name), mode);
      expect(() => readSecret(join(folder.path, name), 'file')).toThrow('it is a folder');
    }
  });

  it('is refused in own words when there is no way to the file', () => {
    const file = secretFile('x');
    symlinkSync('circle', join(folder.path, 'circle'));
    for (const [path, words] of [
      [`${file}/a/`, 'a part of its path is no folder'],
      [join(folder.path, 'circle'), 'links lead in a circle'],
      [join(folder.path, 'x'.repeat(300)), 'its name is too long'],
    ] as const)
      expect(() => readSecret(path, 'file')).toThrow(
        new ConfigurationError(`cannot read the file ${path}: ${words}`),
      );
  });
});
