import { chmodSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from './site.ts';

const FOLDER = 'mails';

/** The program `mail` of a site, which keeps what it is to send; Icinga's own script for notifications calls it. */
export class Mailbox {
  readonly #folder: string;

  constructor(site: Site) {
    this.#folder = join(site.path, FOLDER);
    site.file(`${FOLDER}/.kept`, '');
    const program = `#!/bin/sh
file=$(mktemp "${this.#folder}/XXXXXXXX")
{ printf '%s\\n' "$*"; cat; } >"$file.open"
mv "$file.open" "$file.mail"
`;
    chmodSync(site.file('plugins/mail', program), 0o700);
  }

  empty(): void {
    for (const name of readdirSync(this.#folder)) rmSync(join(this.#folder, name));
  }

  /** All that was to be sent, the arguments in the first line. */
  get mails(): string[] {
    const files = readdirSync(this.#folder).filter((name) => name.endsWith('.mail'));
    return files.map((name) => readFileSync(join(this.#folder, name), 'utf8'));
  }

  /** `PROBLEM Synology Drive health on nas-01 is CRITICAL`, of each mail. */
  get subjects(): string[] {
    return this.mails.map((mail) => {
      const [, type, rest] = /-s \[(\w+)\] (.*?)!/.exec(mail) ?? [];
      return `${type} ${rest}`;
    });
  }
}
