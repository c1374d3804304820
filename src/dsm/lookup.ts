import { type LookupAddress, type LookupOptions, lookup, Resolver } from 'node:dns';
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

/** What a name server says that answers, and has no such name. */
const NO_SUCH_NAME = ['ENOTFOUND', 'ENODATA', 'EBADNAME'];

/** Why nothing was found, which `getent` does not say: there is no such name, or no name server that would know. */
function explain(name: string, done: Found): void {
  new Resolver().resolve4(name, (error) => {
    if (error === null || NO_SUCH_NAME.includes(error.code ?? '')) done(notFound(name), []);
    else done(Object.assign(new Error(`no name server answers for ${name}`), { code: 'EAI_AGAIN' }), []);
  });
}

/**
 * Looks a name up as every program of the machine does, in a process of its own that can be left behind: Node's own
 * look-up cannot be cancelled, and keeps a process from ending for as long as a name server is silent. Without `getent`,
 * by Node's own.
 */
export function lookUp(name: string, options: LookupOptions, done: Found): void {
  // This machine is that with a dot behind it, too, where `getent` knows it by none.
  const ascii = domainToASCII(name).replace(/^localhost\.$/, 'localhost');
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
      if (found.length === 0) explain(ascii, done);
      else answer(found, options, done);
    });
    const end = () => void child.kill('SIGKILL');
    process.once('exit', end);
  });
}
