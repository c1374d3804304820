import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from '../../support/checks.ts';
import { type Folder, makeFolder } from '../../support/executable.ts';
import { README, sectionOf } from '../../support/readme.ts';
import { CURRENT, FOLDER, requireCurrent } from './packages.ts';

const SHARE = '/usr/share/synology-drive-monitoring/nagios';
const EXAMPLES = '/usr/share/doc/synology-drive-monitoring/examples/nagios';

/** What every installation of Nagios has, and the package's objects ask for. */
const SURROUNDINGS = `
define timeperiod {
  timeperiod_name 24x7
  alias always
}
define command {
  command_name tell
  command_line /bin/true
}
define contact {
  contact_name nagiosadmin
  host_notification_commands tell
  service_notification_commands tell
  host_notification_period 24x7
  service_notification_period 24x7
  host_notification_options d
  service_notification_options c
}
define contactgroup {
  contactgroup_name admins
  alias all
  members nagiosadmin
}
`;

let folder: Folder;
beforeAll(() => {
  requireCurrent();
  folder = makeFolder();
  execFileSync('dpkg-deb', ['--extract', join(FOLDER, CURRENT), join(folder.path, 'root')]);
  folder.file('surroundings.cfg', SURROUNDINGS);
  folder.file('resource.cfg', '$USER1$=/usr/lib/nagios/plugins\n');
});
afterAll(() => folder.remove());

it('has commands for Nagios that one line takes, and examples that go with them', async () => {
  const line = /`(cfg_dir=[^`]+)`/.exec(sectionOf(README, 'Debian package'))?.[1] ?? '';
  expect(line).toBe(`cfg_dir=${SHARE}`);
  const root = join(folder.path, 'root');
  const config = folder.file(
    'nagios.cfg',
    [
      line.replace('=', `=${root}`),
      ...['services.cfg', 'host.cfg'].map((name) => `cfg_file=${root}${EXAMPLES}/${name}`),
      `cfg_file=${folder.path}/surroundings.cfg`,
      `resource_file=${folder.path}/resource.cfg`,
      `log_file=${folder.path}/nagios.log`,
      `check_result_path=${folder.path}`,
      'illegal_macro_output_chars=`~$&|\'"<>',
      '',
    ].join('\n'),
  );
  // It reads as its own user, whoever calls it.
  execFileSync('chown', ['-R', 'nagios', folder.path]);
  const { stdout } = await launch('nagios4', ['-v', config], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  }).ended;
  expect(stdout).toMatch(/Checked [67] services?\./);
  expect(stdout).toMatch(/Total Warnings: 0\nTotal Errors: {3}0\n/);
});
