import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultScenario } from '../../src/simulator/default-scenario.ts';
import { dsmScenario } from '../../src/simulator/dsm-scenario.ts';
import type { Recording } from '../../src/simulator/recording.ts';
import type { Scenario } from '../../src/simulator/scenario.ts';
import { CHECK_IDS, type CheckId, eachAtATime } from '../support/checks.ts';
import { examine } from '../support/doctor.ts';
import { type Office, openOffice } from '../support/office.ts';
import { agesOf, namesIn, wordsOf } from './names.ts';

const offices: Office[] = [];
afterAll(async () => {
  for (const office of offices) await office.close();
});

async function open(scenario: Scenario): Promise<Office> {
  const office = await openOffice({ scenario });
  offices.push(office);
  return office;
}

async function recordOf(office: Office): Promise<Recording> {
  const file = join(office.folder.path, 'record.json');
  await examine(office, ['--record', file]).ended;
  return JSON.parse(readFileSync(file, 'utf8')) as Recording;
}

const ARGS: Readonly<Record<CheckId, readonly string[]>> = {
  health: [],
  connections: ['-w', '5'],
  clients: ['-w', '2', '--min-version', 'drive=3.4.0', '--min-version', 'desktop=3.4.0'],
  sync: ['--state', 'syncing=warning'],
  quota: [],
  last_sync: ['-w', '36h'],
  all: ['--sync-state', 'syncing=warning', '--last-sync-warning', '36h'],
};

/** Nobody in it is called like a word of the outputs. */
const realDsm: Scenario = {
  ...dsmScenario,
  syncs: dsmScenario.syncs?.map((row) => ({ ...row, user: 'replicator' })) ?? [],
};

describe.concurrent.each<[string, Scenario, readonly string[]]>([
  ['documented', defaultScenario, []],
  ['dsm', realDsm, ['--offline-for', '7d']],
])('a record of a NAS of the dialect %s', (_, scenario, more) => {
  it('makes every check say the same when it is played back', async () => {
    const real = await open(scenario);
    const replay = await recordOf(real);
    const played = await open({ replay });
    const names = await namesIn(real, replay);
    expect(names.size).toBeGreaterThan(20);
    await eachAtATime(CHECK_IDS, async (check) => {
      const args = ['-v', ...ARGS[check], ...(check === 'clients' ? more : [])];
      const [before, after] = [await real.run(check, args), await played.run(check, args)];
      expect(before.code).toBeLessThan(3);
      expect([check, after.code, wordsOf(after, new Map())]).toEqual([
        check,
        before.code,
        wordsOf(before, names),
      ]);
      for (const [index, age] of agesOf(after).entries())
        expect(Math.abs(age - (agesOf(before)[index] ?? Number.NaN))).toBeLessThan(60);
    });
    expect(played.nas.unannounced()).toBe(0);
  });

  it('is made of its play-back again', async () => {
    const { recorded: _then, ...replay } = await recordOf(await open(scenario));
    const { recorded: _now, ...again } = await recordOf(await open({ replay: { ...replay, recorded: 0 } }));
    expect(again.apis).toEqual(replay.apis);
    const calls = ({ answers }: typeof again) =>
      answers.map(({ api, version, method }) => [api, version, method]);
    expect(calls(again)).toEqual(calls(replay));
    expect(JSON.stringify(again).replaceAll(/name-\d+|198\.18\.\d+\.\d+|2001:db8::\w+/g, '…')).toBe(
      JSON.stringify(replay).replaceAll(/name-\d+|198\.18\.\d+\.\d+|2001:db8::\w+/g, '…'),
    );
  });

  it('holds none of the names of its people', async () => {
    const office = await open(scenario);
    const record = await recordOf(office);
    const names = [...(await namesIn(office, record)).entries()].filter(([name, other]) => name !== other);
    const texts = names.map(([name]) => name).filter((name) => name.length > 3);
    expect(texts.length).toBeGreaterThan(10);
    for (const name of texts) expect(JSON.stringify(record)).not.toContain(JSON.stringify(name).slice(1, -1));
  });
});

it('a record holds refusals, and plays them back', async () => {
  const permissions = {
    monitor: { 'SYNO.SynologyDrive.Privilege': 402, 'SYNO.SynologyDriveShareSync.Connection': 403 },
  };
  const real = await open({ ...realDsm, permissions });
  const replay = await recordOf(real);
  const [played, names] = [await open({ replay }), await namesIn(real, replay)];
  for (const check of ['sync', 'quota'] as const) {
    const [before, after] = [await real.run(check), await played.run(check)];
    expect([after.code, wordsOf(after, new Map())]).toEqual([before.code, wordsOf(before, names)]);
  }
  expect((await played.run('sync')).stdout).toContain(
    'SYNO.SynologyDriveShareSync.Connection list answered 403',
  );
});

it('a record of a NAS that does not answer is not written', async () => {
  const office = await open({ faults: { '*': { status: 502 } } });
  const file = join(office.folder.path, 'record.json');
  const { code, stdout, stderr } = await examine(office, ['--json', '--record', file]).ended;
  expect([code, stderr]).toEqual([
    2,
    'synology-drive-doctor: --record: the NAS did not answer, so there is nothing to record\n',
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ commands: [] });
  expect(() => readFileSync(file)).toThrow('ENOENT');
});
