import { constants, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CHECK_IDS, executable } from '../../../support/checks.ts';
import { type Artefact, artefactNamed, fileOf, scripts } from '../../../support/executable.ts';
import { giveToIcinga } from './icinga-user.ts';

/** The form that two cores can start a hundred times a second, whatever form is tested otherwise. */
export const native = artefactNamed('native');

/** What a monitoring server has beside Icinga: the checks, secrets, sessions; all of it for Icinga's user alone. */
export class Site {
  readonly path = mkdtempSync(join(tmpdir(), 'synology-drive-icinga-'));

  constructor(form: Artefact = native) {
    mkdirSync(this.plugins);
    for (const name of CHECK_IDS.map(executable))
      cpSync(fileOf(name, form), join(this.plugins, name), { verbatimSymlinks: true });
    // Neither the project's folder nor that of Node is to be read by everybody everywhere.
    const runtime = form === scripts ? process.execPath : fileOf('synology-drive', form);
    const name = form === scripts ? 'node' : 'synology-drive';
    copyFileSync(runtime, join(this.plugins, name), constants.COPYFILE_FICLONE);
    giveToIcinga(this.path);
  }

  get plugins(): string {
    return join(this.path, 'plugins');
  }

  /** Kept between the runs of the checks. */
  get sessions(): string {
    return join(this.path, 'sessions');
  }

  /** Writes a file that only Icinga's user can read. */
  file(name: string, text: string): string {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode: 0o600 });
    giveToIcinga(join(this.path, name.split('/')[0] ?? name));
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
