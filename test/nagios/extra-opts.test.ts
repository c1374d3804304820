import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExtraOptsError, expandExtraOpts } from '../../src/nagios/extra-opts.ts';
import { readVectors } from '../support/vectors.ts';

interface Vectors {
  readonly files: Readonly<Record<string, string>>;
  readonly argv: readonly { plugin: string; file: string | null; argv: string[]; expected: string[] }[];
  readonly locators: readonly { locator: string; plugin: string; expected: string[] }[];
}

const DEFAULT_FILE = '/etc/nagios/plugins.ini';

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: no luck`), { code });
}

interface World {
  readonly files?: Readonly<Record<string, string | Error>>;
  readonly stdin?: () => string;
  readonly env?: Readonly<Record<string, string>>;
  readonly section?: string;
  readonly refuseOpenFile?: (path: string) => void;
}

/** The command line that comes out of one that goes in, where these files exist. */
function expand(
  argv: readonly string[],
  { files = {}, stdin, env = {}, section = 'check_nas', refuseOpenFile = () => undefined }: World = {},
) {
  const readFile = (path: string): string => {
    const file = files[path] ?? failure('ENOENT');
    if (typeof file === 'string') return file;
    throw file;
  };
  const readStdin =
    stdin ??
    (() => {
      throw failure('EAGAIN');
    });
  return expandExtraOpts(argv, { section, env, readFile, refuseOpenFile, readStdin });
}

const { files, argv: argvVectors, locators } = readVectors<Vectors>('extra-opts');
const suiteFiles = {
  ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`./${name}`, text])),
  // Its line ends did not survive the way into the vectors.
  './config-dos.ini': files['config-dos.ini']?.replaceAll('\n', '\r\n') ?? '',
  [DEFAULT_FILE]: files['plugins.ini'] ?? '',
};

/** Where we differ, and why. */
const OURS: ReadonlyMap<string, { readonly words: readonly string[]; readonly why: string }> = new Map([
  [
    'check_mysql2@./plugin.ini',
    { words: ['-u', 'admin', '-p', 'secret'], why: 'getopt takes the = of -u=admin for a part of the value' },
  ],
]);

describe('the suite of the Monitoring Plugins', () => {
  it.each(argvVectors)('agrees on $argv', ({ argv, plugin, expected }) => {
    const [program, ...words] = argv;
    expect([program, ...expand(words, { files: suiteFiles, section: plugin }).argv]).toEqual(expected);
  });

  it.each(locators.filter(({ locator }) => !OURS.has(locator)))(
    'agrees on $locator',
    ({ locator, plugin, expected }) => {
      const world = { files: suiteFiles, section: plugin };
      expect(expand([`--extra-opts=${locator}`], world).argv).toEqual(expected);
    },
  );

  it.each([...OURS].map(([locator, ours]) => ({ locator, ...ours })))(
    'does not on $locator: $why',
    (ours) => {
      expect(locators.filter(({ locator }) => locator === ours.locator)).toHaveLength(1);
      expect(expand([`--extra-opts=${ours.locator}`], { files: suiteFiles }).argv).toEqual(ours.words);
    },
  );
});

describe('a section', () => {
  const optionsOf = (text: string) => expand(['--extra-opts=@f'], { files: { f: text } }).argv;

  it.each([
    ['[check_nas]\nhostname=nas', ['--hostname=nas']],
    ['[check_nas]\n  name  =  two  words = and more  ', ['--name=two  words = and more']],
    ['[check_nas]\nH = nas\nv\nverbose\ninsecure =', ['-H', 'nas', '-v', '--verbose', '--insecure']],
    ['[check_nas]\npassword = "s;e#c\'ret" ; not a comment', ['--password="s;e#c\'ret" ; not a comment']],
    ['\uFEFF[check_nas]\r\na-b=c\r\n', ['--a-b=c']],
    ['[check_nas]\ra=b\r', ['-a', 'b']],
    ['; one\n  # two\n\n [ check_nas ] \nx=y', ['-x', 'y']],
    ['[check_nas]\none=1\n[other]\none=3\n[check_nas]\none=2', ['--one=1', '--one=2']],
    ['[other]\n[check_nas]', []],
  ])('such as %j becomes %j', (text, expected) => {
    expect(optionsOf(text)).toEqual(expected);
  });

  it.each([
    ['hostname=nas\n[check_nas]', '--extra-opts: f, line 1 stands before any [section]'],
    ['\n# x\n[check_nas]\n=secret', '--extra-opts: f, line 4 is neither [section] nor key = value'],
    ['[check_nas\nx=y', '--extra-opts: f, line 1 is neither [section] nor key = value'],
    ['[ ]', '--extra-opts: f, line 1 is neither [section] nor key = value'],
    ['[check_nas] x', '--extra-opts: f, line 1 is neither [section] nor key = value'],
    ['[other]\nx=y', '--extra-opts: there is no section [check_nas] in f'],
    ['', '--extra-opts: there is no section [check_nas] in f'],
    [
      '[check_nas]\nextra-opts=other',
      '--extra-opts: section [check_nas] of f asks for another: name both in the call',
    ],
  ])('cannot be read from %j', (text, message) => {
    expect(() => optionsOf(text)).toThrow(new ExtraOptsError(message));
  });

  it.each(['password=geheim', '[x]\n=geheim', '[check_nas]\nextra-opts=geheim', '[geheim'])(
    'keeps what %j holds out of messages',
    (text) => {
      expect(() => optionsOf(text)).toThrow(/^--extra-opts: (?!.*geheim)/s);
    },
  );
});

describe('the command line', () => {
  const world = { files: { f: '[check_nas]\na=1\n[s]\nb=2', g: '[s]\nc=3' } };

  it.each([
    [['-H', 'nas'], ['-H', 'nas'], 0],
    [['-H', 'nas', '--extra-opts=@f'], ['-a', '1', '-H', 'nas'], 2],
    [['--extra-opts', 's@g', '-v', '--extra-opts', 's@f'], ['-c', '3', '-b', '2', '-v'], 4],
    [['--extra-opts', '', '-v'], ['-v'], 0],
    [['-v', '--extra-opts='], ['-v'], 0],
    [['--extra-optsy', '--extra-opt'], ['--extra-optsy', '--extra-opt'], 0],
  ])('%j becomes %j, the options of files first', (argv, expected, fromFiles) => {
    expect(expand(argv, world)).toEqual({ argv: expected, fromFiles });
  });

  it('asks for a file behind the @', () => {
    expect(() => expand(['--extra-opts=s@'])).toThrow('--extra-opts=s@: there is no file after the @');
  });

  it('takes @- for standard input, which is read once', () => {
    let reads = 0;
    const stdin = () => `[s]\nx=${++reads}\n[check_nas]\ny=${reads}`;
    expect(expand(['--extra-opts=s@-', '--extra-opts=@-'], { stdin }).argv).toEqual(['-x', '1', '-y', '1']);
  });
});

describe('the file', () => {
  const section = '[check_nas]\nx=y';
  const words = ['-x', 'y'];
  const searched = [
    '/etc/monitoring-plugins/monitoring-plugins.ini',
    '/usr/local/etc/monitoring-plugins/monitoring-plugins.ini',
    '/etc/monitoring-plugins.ini',
    DEFAULT_FILE,
  ];

  it.each(searched)('is looked for in %s', (path) => {
    expect(expand(['--extra-opts'], { files: { [path]: section } }).argv).toEqual(words);
  });

  it('is looked for further where a folder of the path is none', () => {
    const blocked = {
      '/etc/monitoring-plugins/monitoring-plugins.ini': failure('ENOTDIR'),
      [DEFAULT_FILE]: section,
    };
    expect(expand(['--extra-opts'], { files: blocked }).argv).toEqual(words);
  });

  it('is the first of these', () => {
    const found = Object.fromEntries(searched.map((path, index) => [path, `[check_nas]\nx=${index}`]));
    expect(expand(['--extra-opts'], { files: found }).argv).toEqual(['-x', '0']);
  });

  it('is the one that MP_CONFIG_FILE names, and no other', () => {
    const env = { MP_CONFIG_FILE: '/m.ini' };
    expect(
      expand(['--extra-opts'], { env, files: { '/m.ini': section, [DEFAULT_FILE]: '[z]' } }).argv,
    ).toEqual(words);
    expect(() => expand(['--extra-opts'], { env, files: { [DEFAULT_FILE]: section } })).toThrow(
      '--extra-opts: cannot read /m.ini: there is no such file',
    );
    expect(
      expand(['--extra-opts'], { env: { MP_CONFIG_FILE: '' }, files: { [DEFAULT_FILE]: section } }).argv,
    ).toEqual(words);
  });

  it('is missed when nothing is found', () => {
    expect(() => expand(['--extra-opts'])).toThrow(`--extra-opts: none of ${searched.join(', ')} exists`);
  });

  it('is not passed over because it cannot be read', () => {
    const locked = { '/etc/monitoring-plugins.ini': failure('EACCES'), [DEFAULT_FILE]: section };
    expect(() => expand(['--extra-opts'], { files: locked })).toThrow(
      '--extra-opts: cannot read /etc/monitoring-plugins.ini: this user may not read it',
    );
  });

  it.each([
    [failure('ENOENT'), 'there is no such file'],
    [failure('EISDIR'), 'it is a folder'],
    [failure('ELOOP'), 'links lead in a circle'],
    [failure('EIO'), 'EIO'],
    [new Error('strange'), 'strange'],
  ])('that fails with %s is named with the reason', (error, reason) => {
    expect(() => expand(['--extra-opts=@f'], { files: { f: error } })).toThrow(
      new ExtraOptsError(`--extra-opts: cannot read f: ${reason}`),
    );
  });
});

describe('a file that is open to everybody', () => {
  const files = { f: '[plain]\nu = monitor\n[secret]\npassword = x\n' };
  const refuseOpenFile = (path: string) => {
    throw new Error(`${path} is open`);
  };

  it('may hold options, and passwords in sections that are not asked for', () => {
    expect(expand(['--extra-opts=plain@f'], { files, refuseOpenFile }).argv).toEqual(['-u', 'monitor']);
  });

  it('is refused with a password, which standard input may bring', () => {
    expect(() => expand(['--extra-opts=secret@f'], { files, refuseOpenFile })).toThrow('f is open');
    const stdin = () => files.f;
    expect(expand(['--extra-opts=secret@-'], { stdin, refuseOpenFile }).argv).toEqual(['--password=x']);
  });
});

it('throws nothing but ExtraOptsError, and leaves no --extra-opts behind', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '--extra-opts',
      '--extra-opts=@f',
      '--extra-opts=s@f',
      '--extra-opts=@-',
      '--extra-opts=@gone',
      's@f',
    ),
    fc.string(),
  );
  const line = fc.oneof(
    fc.constantFrom('[s]', '[check_nas]', 'key = value', 'k=v', '; x', '= y', '[', ''),
    fc.string(),
  );
  const ini = fc.array(line).map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), ini, (argv, text) => {
      try {
        const expanded = expand(argv, { files: { f: text }, stdin: () => text });
        expect(expanded.argv).not.toContain('--extra-opts');
        expect(expanded.fromFiles).toBeLessThanOrEqual(expanded.argv.length);
      } catch (error) {
        if (!(error instanceof ExtraOptsError)) throw error;
      }
    }),
    { numRuns: 1000 },
  );
});
