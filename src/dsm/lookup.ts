import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { isIP, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';

type Found = (error: NodeJS.ErrnoException | null, found: string | LookupAddress[], family?: number) => void;

const notFound = (name: string) => Object.assign(new Error(`${name} was not found`), { code: 'ENOTFOUND' });

/** `192.0.2.10 STREAM nas.example.com`, a line for each kind of socket. */
function parse(output: string): LookupAddress[] {
  const addresses = output.split('\n').map((line) => line.split(/\s/, 1)[0] ?? '');
  return [...new Set(addresses)]
    .filter((address) => isIP(address))
    .map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
}

function answer(found: LookupAddress[], { all }: LookupOptions, done: Found): void {
  const [first] = found;
  if (all) done(null, found);
  else done(null, first?.address ?? '', first?.family);
}

/**
 * Looks a name up as every program of the machine does, in a process of its own that can be left behind: Node's own
 * look-up cannot be cancelled, and keeps a process from ending for as long as a name server is silent. Without `getent`,
 * by Node's own.
 */
export function lookUp(name: string, options: LookupOptions, done: Found): void {
  const ascii = domainToASCII(name);
  if (ascii === '') {
    done(notFound(name), []);
    return;
  }
  void import('node:child_process').then(({ execFile }) => {
    const child = execFile('getent', ['ahosts', ascii], (error, stdout) => {
      process.off('exit', end);
      if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT')
        return lookup(ascii, options, done as (error: NodeJS.ErrnoException | null) => void);
      const found = parse(stdout);
      if (found.length === 0) done(notFound(name), []);
      else answer(found, options, done);
    });
    const end = () => void child.kill('SIGKILL');
    process.once('exit', end);
  });
}
