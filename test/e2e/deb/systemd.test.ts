import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookwormRoot } from '../../support/executable.ts';
import { Machine, PACKAGES } from './machine.ts';
import { CURRENT, FOLDER, requireCurrent } from './packages.ts';

const UNIT = 'synology-drive-bridge.service';

/** As `systemctl enable` leaves it. */
const LINK = `/etc/systemd/system/multi-user.target.wants/${UNIT}`;

/** Stands for a systemd that runs: it notes what it is asked, answers what it is asked about, and nothing ever works. */
const DEAF = `cat >/usr/bin/systemctl <<'END'
#!/bin/sh
echo "$*" >>/tmp/asked
case "$*" in
  *is-enabled*) [ -L ${LINK} ] && echo enabled ;;
  *is-active*) [ -e /tmp/runs ] && exit 0 ;;
esac
exit 1
END
  chmod 755 /usr/bin/systemctl && mkdir -p /run/systemd/system && rm /usr/sbin/policy-rc.d`;

let machine: Machine;
beforeAll(async () => {
  requireCurrent();
  machine = await Machine.boot(bookwormRoot(), FOLDER);
  await machine.told(DEAF);
});
afterAll(() => machine.halt());

/** What systemd was asked to do with the bridge, by a line that has to succeed. */
async function asked(line: string): Promise<string[]> {
  await machine.told(`rm -f /tmp/asked; cd ${PACKAGES} && ${line}`);
  const lines = (await machine.told('cat /tmp/asked')).split('\n');
  return lines.filter((word) => word.includes(UNIT));
}

const askedFor = (verb: string) =>
  expect.arrayContaining([expect.stringMatching(new RegExp(`\\b${verb}\\b`))]);

describe('with systemd, even where it refuses everything', { retry: 0 }, () => {
  it('an installation starts nothing and enables nothing', async () => {
    const lines = await asked(`apt-get install --yes ./${CURRENT}`);
    expect(lines.filter((line) => /\b(start|restart|enable)\b/.test(line))).toEqual([]);
  });

  it('an upgrade restarts a bridge that runs, and only that', async () => {
    const upgrade = `apt-get install --yes --reinstall ./${CURRENT}`;
    expect(await asked(upgrade)).not.toEqual(askedFor('restart'));
    expect(await asked(`touch /tmp/runs && ${upgrade} && rm /tmp/runs`)).toEqual(askedFor('restart'));
  });

  it('a removal stops it', async () => {
    await machine.told(`mkdir -p $(dirname ${LINK}) && ln -s /usr/lib/systemd/system/${UNIT} ${LINK}`);
    expect(await asked('apt-get remove --yes synology-drive-monitoring')).toEqual(askedFor('stop'));
  });

  it('an installation after that starts one that is enabled', async () => {
    expect(await asked(`apt-get install --yes ./${CURRENT}`)).toEqual(askedFor('restart'));
  });

  it('a purge takes away that it was enabled', async () => {
    await asked('apt-get purge --yes synology-drive-monitoring; echo asked >>/tmp/asked');
    expect(
      await machine.told('find /etc/systemd /var/lib/systemd -name "*synology*" 2>/dev/null; true'),
    ).toBe('');
  });
});
