import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asIcinga, giveToIcinga } from './icinga-user.ts';

const run = promisify(execFile);

async function pki(data: string, verb: string, ...args: readonly string[]): Promise<void> {
  const [file, ...before] = asIcinga('icinga2', 'pki', verb, ...args, `-DDataDir=${data}`);
  await run(file, before);
}

/** Icinga's own authority, by its own commands: whom it gave a certificate, the other nodes of a site let in. */
export class Authority {
  readonly #data: string;

  private constructor(data: string) {
    this.#data = data;
  }

  static async found(folder: string): Promise<Authority> {
    const data = join(folder, 'authority');
    mkdirSync(data, { recursive: true });
    giveToIcinga(data);
    await pki(data, 'new-ca');
    return new Authority(data);
  }

  get #file(): string {
    return join(this.#data, 'ca', 'ca.crt');
  }

  get certificate(): string {
    return readFileSync(this.#file, 'utf8');
  }

  /** Puts a node's key and certificate, and the authority's own, where the node looks for them. */
  async admit(node: string, nodeData: string): Promise<void> {
    const certificates = join(nodeData, 'certs');
    mkdirSync(certificates, { recursive: true });
    giveToIcinga(nodeData);
    const [key, request, certificate] = ['key', 'csr', 'crt'].map((end) =>
      join(certificates, `${node}.${end}`),
    );
    await pki(this.#data, 'new-cert', '--cn', node, '--key', key ?? '', '--csr', request ?? '');
    await pki(this.#data, 'sign-csr', '--csr', request ?? '', '--cert', certificate ?? '');
    copyFileSync(this.#file, join(certificates, 'ca.crt'));
    giveToIcinga(certificates);
  }
}
