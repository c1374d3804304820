import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { NAS } from './house/documents.ts';
import { withHouse } from './house/house.ts';
import { withUser } from './house/office.ts';

/** Each question with the probe that lives by it. */
const QUESTIONS = [
  ['connections', 'SYNO.SynologyDrive.Connections.GetSummary'],
  ['clients', 'SYNO.SynologyDrive.Connections.List'],
  ['sync', 'SYNO.SynologyDrive.ShareSync.ListConnections'],
  ['profiles', 'SYNO.SynologyDrive.UserProfile.Get'],
] as const;

const PROBES = QUESTIONS.map(([probe]) => probe);

describe.concurrent('one question that fails', () => {
  it.each(QUESTIONS)('makes nothing but %s unavailable, until it is answered again', (probe, question) =>
    withHouse({}, async (house) => {
      await house.settle();
      const from = house.onlooker.now;
      house.nas.setFault(question, { code: 100 });
      await house.onlooker.until(`${probe} to be unavailable`, ({ text }) => text === 'offline', { from });
      await sleep(2500);
      const said = house.onlooker.since(from).filter(({ topic }) => topic.startsWith(`${NAS}/availability`));
      expect(said.map(({ topic, text }) => [topic, text])).toEqual([
        [`${NAS}/availability/${probe}`, 'offline'],
      ]);
      house.nas.clearFaults();
      await house.onlooker.until(
        `${probe} to be available`,
        ({ topic, text }) => topic === `${NAS}/availability/${probe}` && text === 'online',
        { from },
      );
      const retained = await house.onlooker.retained();
      const all = [`${NAS}/availability`, ...PROBES.map((name) => `${NAS}/availability/${name}`)];
      expect(all.map((topic) => retained.get(topic))).toEqual(all.map(() => 'online'));
    }),
  );

  it('leaves what the others tell fresh, though it is never answered', () =>
    withHouse({ settings: { nas: [{ timeout: '2s' }] } }, async (house) => {
      await house.settle();
      house.nas.setFault('SYNO.SynologyDrive.ShareSync.ListConnections', { hang: true });
      const from = house.onlooker.now;
      house.nas.update(withUser('carol'));
      await house.onlooker.until('carol counted', ({ topic }) => topic === `${NAS}/connections`, {
        from,
        within: 8000,
      });
      await house.onlooker.until('carol listed', ({ topic }) => topic === `${NAS}/user/carol`, {
        from,
        within: 8000,
      });
    }));

  it('keeps the rows it could not read: nothing is forgotten, and nothing is taken for gone', () =>
    withHouse({ settings: { nas: [{ forget_after: '3s' }] } }, async (house) => {
      await house.settle();
      const before = await house.onlooker.retained();
      house.nas.setFault('SYNO.SynologyDrive.ShareSync.ListConnections', { code: 100 });
      house.nas.setFault('SYNO.SynologyDrive.Connections.List', { code: 100 });
      await sleep(8000);
      const after = await house.onlooker.retained();
      const rows = (kept: typeof before) =>
        [...kept].filter(([topic]) => /\/(user|sync)\/|\/device\//.test(topic)).sort();
      expect(rows(after)).toEqual(rows(before));
    }));
});

describe.concurrent('one user whom the NAS cannot tell about', () => {
  it('does not hide the others', () =>
    withHouse({}, async (house) => {
      await house.settle();
      house.nas.setFault('SYNO.SynologyDrive.UserProfile.Get', { code: 100, where: { user: 'bert' } });
      const from = house.onlooker.now;
      house.nas.update((scenario) => ({
        ...scenario,
        users: (scenario.users ?? []).map((row) => ({ ...row, file_count: 777 })),
      }));
      const { text } = await house.onlooker.until(
        "alice's files",
        ({ topic, text }) => topic === `${NAS}/user/alice` && text.includes('"file_count":777'),
        { from },
      );
      expect(JSON.parse(text)).toMatchObject({ user: 'alice', file_count: 777, problem: false });
    }));
});
