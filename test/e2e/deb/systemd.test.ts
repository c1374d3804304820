import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookwormRoot } from '../../support/executable.ts';
import { Machine, PACKAGES } from './machine.ts';
import { CURRENT, FOLDER, requireCurrent } from './packages.ts';

const UNIT = 'synology-drive-bridge.service';

/** Stands for a systemd that runs: it notes what it is asked, and nothing ever works. */
const DEAF = `printf '#!/bin/sh\\necho "$*" >>/tmp/asked\\nexit 1\\n' >/usr/bin/systemctl
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

  it('an upgrade restarts a bridge that runs', async () => {
    expect(await asked(`apt-get install --yes --reinstall ./${CURRENT}`)).toEqual(askedFor('try-restart'));
  });

  it('a removal stops it', async () => {
    // As `systemctl enable` leaves it.
    const link = `/etc/systemd/system/multi-user.target.wants/${UNIT}`;
    await machine.told(`mkdir -p $(dirname ${link}) && ln -s /usr/lib/systemd/system/${UNIT} ${link}`);
    expect(await asked('apt-get remove --yes synology-drive-monitoring')).toEqual(askedFor('stop'));
  });

  it('a purge takes away that it was enabled', async () => {
    await asked('apt-get purge --yes synology-drive-monitoring; echo asked >>/tmp/asked');
    expect(
      await machine.told('find /etc/systemd /var/lib/systemd -name "*synology*" 2>/dev/null; true'),
    ).toBe('');
  });
});
