import { spawn, spawnSync } from 'node:child_process';
import { until } from './checks.ts';

/** A program on a terminal of its own, by `script` of util-linux, which Debian always has. */
export interface Terminal {
  /** All that stood on the screen so far, line breaks as they are in files. */
  readonly screen: () => string;
  /** Waits for a text on the screen, then types. */
  typeAfter(text: string, keys: string): Promise<void>;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

export const hasScript = spawnSync('script', ['--version']).status === 0;

const quoted = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

export function openTerminal(
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Terminal {
  // Without a shell in between, which Ctrl-C would end as well.
  const line = `exec ${command.map(quoted).join(' ')}`;
  // Its terminal echoes what is typed, as one in front of a person does.
  const child = spawn('script', ['-qefc', line, '--echo', 'always', '/dev/null'], {
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm', ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  const screen = () => shown.replaceAll('\r\n', '\n');
  return {
    screen,
    async typeAfter(text, keys) {
      await until(() => screen().includes(text));
      child.stdin.write(keys);
    },
    ended: new Promise((done) => child.once('close', done)),
  };
}
