import { describe, expect, it } from 'vitest';
import { Grievances, type Log } from '../../../homeassistant/log.ts';
import { complain, sayWritten } from '../../../homeassistant/state/complaints.ts';
import { LogInRefused, UnreachableError } from '../../../src/dsm/errors.ts';
import { AWAY, profile, refusal, Story } from '../../support/bridge.ts';

/** A log that keeps `level: words`. */
function keptLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const at = (level: string) => (_fields: unknown, words?: unknown) => void lines.push(`${level}: ${words}`);
  const log = {
    trace: at('trace'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  };
  return { log: log as unknown as Log, lines };
}

/** What is said as a story goes on. */
class Listener {
  readonly story = new Story({ offline_after: 2 });
  readonly #kept = keptLog();
  readonly grievances = new Grievances(this.#kept.log);

  /** The lines that one step brings. */
  async hear(step: (story: Story) => Story): Promise<string[]> {
    const before = await this.story.told();
    const from = this.#kept.lines.length;
    complain(this.grievances, this.story.settings, before, await step(this.story).told());
    return this.#kept.lines.slice(from);
  }
}

describe('of a NAS', () => {
  it('is said that it answers, when it does for the first time', async () => {
    const listener = new Listener();
    expect(await listener.hear((story) => story.poll())).toEqual(['info: Office NAS answers']);
    expect(await listener.hear((story) => story.poll())).toEqual([]);
  });

  it('is said once that it is away, that it counts as off-line, and once that it is back', async () => {
    const listener = new Listener();
    await listener.hear((story) => story.poll());
    const heard: string[][] = [];
    for (let poll = 0; poll < 4; poll += 1)
      heard.push(await listener.hear((story) => story.poll({ error: AWAY })));
    expect(heard).toEqual([
      ['warn: nas.example.com:5001 refuses the connection'],
      ['info: Office NAS counts as off-line now'],
      [],
      [],
    ]);
    expect(await listener.hear((story) => story.poll())).toEqual([
      expect.stringMatching(/^info: Office NAS answers again \(after 4 failures\)$/),
    ]);
    expect(listener.grievances.open).toEqual([]);
  });

  it('is said once that it refuses the log-in, not once a probe', async () => {
    const listener = new Listener();
    const refused = new LogInRefused({ api: 'SYNO.API.Auth', method: 'login' }, 400, 'no such account');
    const heard = await listener.hear((story) => story.poll({ error: refused }));
    expect(heard.filter((line) => line.startsWith('warn'))).toEqual([
      'warn: SYNO.API.Auth login answered 400: no such account',
    ]);
    expect(await listener.hear((story) => story.poll({ error: refused }))).toEqual([]);
    expect(
      (await listener.hear((story) => story.poll())).filter((line) => line.includes('again')),
    ).toHaveLength(1);
  });

  it('is said once that it is away, not once a question', async () => {
    const listener = new Listener();
    await listener.hear((story) => story.poll());
    const away = () => ({
      error: new UnreachableError('reset', 'nas.example.com:5001 closed the connection'),
    });
    const poll = () => ({ summary: away(), clients: away(), tasks: away() });
    expect(await listener.hear((story) => story.poll(poll()))).toEqual([
      'warn: nas.example.com:5001 closed the connection',
    ]);
    await listener.hear((story) => story.poll(poll()));
    expect(
      (await listener.hear((story) => story.poll())).filter((line) => line.includes('again')),
    ).toHaveLength(1);
  });

  it('is said which probe cannot be read, and that it can be again', async () => {
    const listener = new Listener();
    await listener.hear((story) => story.poll());
    expect(await listener.hear((story) => story.poll({ clients: { error: refusal() } }))).toEqual([
      'warn: SYNO.SynologyDrive.Connections List answered 105: the account may not do this. Give the account the right to it',
    ]);
    expect(await listener.hear((story) => story.poll({ clients: { error: refusal() } }))).toEqual([]);
    expect(await listener.hear((story) => story.poll())).toEqual([
      'info: Office NAS: clients can be read again (after 2 failures)',
    ]);
  });

  it('is said that profiles cannot be read, by whatever round', async () => {
    const listener = new Listener();
    await listener.hear((story) => story.poll().profiles({ 'john.doe': profile() }));
    expect(await listener.hear((story) => story.profiles({ 'john.doe': { error: refusal() } }))).toHaveLength(
      1,
    );
    expect(await listener.hear((story) => story.profiles({ 'john.doe': profile() }))).toEqual([
      'info: Office NAS: profiles can be read again',
    ]);
  });
});

describe('what cannot be written down', () => {
  it('is said once, and when it can be again', () => {
    const { log, lines } = keptLog();
    const grievances = new Grievances(log);
    const { settings } = new Story();
    const full = new Error('cannot write to /state: the disk is full');
    for (const error of [full, full, full, undefined, undefined]) sayWritten(grievances, settings, error);
    expect(lines).toEqual([
      'warn: Office NAS: users and tasks cannot be remembered: cannot write to /state: the disk is full. Make room for state_dir, or name another folder',
      'info: Office NAS: users and tasks are remembered again (after 3 failures)',
    ]);
    expect(grievances.open).toEqual([]);
  });
});

describe('a grievance', () => {
  it('of which several words take turns says each once, and counts all', () => {
    const { log, lines } = keptLog();
    const grievances = new Grievances(log);
    for (const words of ['one', 'one', 'two', 'one', 'two']) grievances.complain('key', words);
    expect(grievances.open).toEqual(['two']);
    grievances.settle('key', 'over');
    grievances.settle('key', 'over');
    expect(lines).toEqual(['warn: one', 'warn: two', 'info: over (after 5 failures)']);
    grievances.complain('key', 'one');
    expect(lines).toHaveLength(4);
  });

  it('whose words are ever new is said with each of them', () => {
    const { log, lines } = keptLog();
    const grievances = new Grievances(log);
    for (let index = 0; index < 50; index += 1) grievances.complain('key', `${index}`);
    expect(lines).toHaveLength(50);
  });

  it('is open until it is settled, the newest last', () => {
    const grievances = new Grievances(keptLog().log);
    grievances.complain('a', 'first');
    grievances.complain('b', 'second');
    grievances.complain('a', 'third');
    expect(grievances.open.at(-1)).toBe('third');
    grievances.settle('a', 'over');
    expect(grievances.open).toEqual(['second']);
  });
});
