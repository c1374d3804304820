import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, vi } from 'vitest';
import { ROOT } from './config-folder.ts';
import type { Nas } from './nas.ts';
import type { Office } from './office.ts';
import { readState } from './things.ts';

/** How many of the clients are there, from a day ago to now: in the end all of them. */
const PRESENT = [0.9, 1, 0.8, 0.5, 0.3, 0.2, 0.2, 0.1, 0.1, 0.2, 0.4, 0.7, 0.9, 0.8, 0.9, 1];

const DAY = 86_400;

/**
 * Makes a recorder's moments as much older as its first minutes must become a day.
 * Arguments: the database, when those minutes began, when they ended, and how many seconds they become.
 */
const STRETCH = `
import sqlite3, sys
path, begun, ended, day = sys.argv[1], *map(float, sys.argv[2:])
then = lambda column: f"{column} = {ended} - ({ended} - {column}) * {day / (ended - begun)}"
with sqlite3.connect(path) as recorded:
    columns = ('last_updated_ts', 'last_changed_ts', 'last_reported_ts')
    for column in columns:
        recorded.execute(f"UPDATE states SET {then(column)} WHERE {column} >= {begun}")
    recorded.execute("UPDATE recorder_runs SET start = datetime('now', '-2 days')")
`;

const seconds = () => Date.now() / 1000;

/** Has Home Assistant live through a day of an office in less than a minute; it is restarted in the end. */
export async function liveADay({ ha, nases }: Office): Promise<void> {
  const all = new Map(nases.map((nas) => [nas, nas.scenario.connections ?? []]));
  const fill = (nas: Nas, part: number) => {
    const rows = all.get(nas) ?? [];
    nas.change(() => ({ connections: rows.filter((_, index) => index < part * rows.length) }));
  };
  const begun = seconds();
  for (const part of PRESENT) {
    for (const nas of nases) fill(nas, part);
    const [documented] = nases;
    const wanted = String(documented?.scenario.connections?.length);
    const total = async () =>
      expect((await readState(ha, 'sensor.synology_drive_office_total')).state).toBe(wanted);
    await vi.waitFor(total, { timeout: 20_000, interval: 100 });
  }
  await ha.stop();
  const times = [begun, seconds(), DAY].map(String);
  const python = ['/ha/bin/python', '-c', STRETCH];
  await promisify(execFile)('chroot', [
    ROOT,
    ...python,
    `${ha.config.inside}/home-assistant_v2.db`,
    ...times,
  ]);
  await ha.start();
}
