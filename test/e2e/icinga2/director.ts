import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Peer } from '../peers/peer.ts';
import { until } from '../peers/until.ts';

/** As its own user from the start, or the kernel would not kill it with the test. */
const AS_MYSQL = ['setpriv', '--reuid=mysql', '--regid=mysql', '--init-groups', '--pdeathsig=KILL', '--'];

const MODULES = '/usr/share/icingaweb2/modules';

/** Director, with a database of its own: Debian's, by its command line alone. */
export class Director {
  readonly #folder: string;
  readonly #database: Peer;

  private constructor(folder: string, database: Peer) {
    this.#folder = folder;
    this.#database = database;
  }

  static async start(): Promise<Director> {
    const folder = mkdtempSync(join(tmpdir(), 'synology-drive-e2e-director-'));
    mkdirSync(join(folder, 'db'));
    execFileSync('chown', ['mysql:mysql', folder, join(folder, 'db')]);
    const own = ['--no-defaults', '--user=mysql', `--datadir=${folder}/db`];
    execFileSync('mariadb-install-db', [
      ...own,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ]);
    const listen = ['--skip-networking', `--socket=${folder}/db/socket`];
    const director = new Director(folder, new Peer([...AS_MYSQL, 'mariadbd', ...own, ...listen]));
    await until('the database', () => director.query('SELECT 1'));
    director.#configure();
    return director;
  }

  #configure(): void {
    this.query('CREATE DATABASE director CHARACTER SET utf8');
    this.query("CREATE USER director@localhost IDENTIFIED BY 'director'");
    this.query('GRANT ALL ON director.* TO director@localhost');
    const account = 'dbname = "director"\nusername = "director"\npassword = "director"\n';
    const files = {
      'config.ini': '[global]\nconfig_backend = "ini"\n[logging]\nlog = "none"\n',
      'resources.ini': `[director]\ntype = "db"\ndb = "mysql"\nhost = "localhost"\ncharset = "utf8"\n${account}`,
      'modules/director/config.ini': '[db]\nresource = "director"\n',
    };
    mkdirSync(join(this.#folder, 'modules/director'), { recursive: true });
    mkdirSync(join(this.#folder, 'enabledModules'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.#folder, name), text);
    for (const module of ['director', 'incubator', 'reactbundle'])
      symlinkSync(join(MODULES, module), join(this.#folder, 'enabledModules', module));
    this.run(['migration', 'run']);
  }

  #ask(statement: string) {
    const args = [
      '--no-defaults',
      '-uroot',
      `--socket=${this.#folder}/db/socket`,
      '-N',
      '--raw',
      '-e',
      statement,
    ];
    return spawnSync('mariadb', args, { encoding: 'utf8' });
  }

  /** The rows that a statement finds, in lines. */
  query(statement: string): string {
    const { status, stdout, stderr } = this.#ask(statement);
    if (status !== 0) throw new Error(`${statement}: ${stderr}`);
    return stdout.trimEnd();
  }

  /** `icingacli director …`; throws what it says when it fails. */
  run(args: readonly string[], input = ''): string {
    const socket = `${this.#folder}/db/socket`;
    const php = ['-d', `pdo_mysql.default_socket=${socket}`, '-d', `mysqli.default_socket=${socket}`];
    const { status, stdout, stderr } = spawnSync('php', [...php, '/usr/bin/icingacli', 'director', ...args], {
      input,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ICINGAWEB_CONFIGDIR: this.#folder },
    });
    if (status !== 0) throw new Error(`icingacli director ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  }

  /** The configuration for Icinga 2 that it makes of what it knows. */
  render(): string {
    this.run(['config', 'render']);
    return this.query(`SELECT content FROM director.director_generated_config_file
      JOIN director.director_generated_file ON file_checksum = checksum
      WHERE file_path NOT LIKE '%director-basics%' ORDER BY file_path`);
  }

  async stop(): Promise<void> {
    await this.#database.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
