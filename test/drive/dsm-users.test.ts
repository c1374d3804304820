import { describe, expect, it } from 'vitest';
import { listUsers } from '../../src/drive/dsm-users.ts';
import type { Question } from '../../src/dsm/client.ts';
import { AnswerError } from '../../src/dsm/errors.ts';
import { oracle, refuse } from './asker.ts';

const PRIVILEGE = 'SYNO.SynologyDrive.Privilege';
const CORE_USER = 'SYNO.Core.User';

const named = (...users: readonly (string | object)[]) => ({
  offset: 0,
  total: users.length,
  users: users.map((user) =>
    typeof user === 'string' ? { name: user, enabled: true, status: 'normal' } : user,
  ),
});

/** A NAS with these users of Drive by directory, and these accounts. */
const nas =
  (directories: Readonly<Record<string, unknown>>, accounts: unknown = named()) =>
  ({ api, parameters = {} }: Question) =>
    api === PRIVILEGE ? (directories[String(parameters.type)] ?? named()) : accounts;

describe('the users of Drive', () => {
  it('are those of all directories, each once', async () => {
    const directories = {
      local: named('anna', 'Berta'),
      domain: named('OFFICE\\carl', 'berta'),
      ldap: named('dora'),
    };
    const asker = oracle(nas(directories));
    expect(await listUsers(asker)).toEqual(['anna', 'berta', 'OFFICE\\carl', 'dora']);
    expect(asker.questions.map(({ api, parameters }) => [api, parameters])).toEqual(
      ['local', 'domain', 'ldap'].map((type) => [
        PRIVILEGE,
        { type, offset: 0, limit: -1, additional: ['enabled', 'status'] },
      ]),
    );
  });

  it.each<[string, object]>([
    ['is disabled', { name: 'x', enabled: true, status: 'disabled' }],
    ['has never logged in', { name: 'x', enabled: false, status: 'normal' }],
    ['has expired', { name: 'x', expired: 'now' }],
    ['has no name', { enabled: true }],
    ['has an empty name', { name: ' ' }],
    ['has a number for a name', { name: 5 }],
  ])('are without one who %s', async (_, user) => {
    expect(await listUsers(oracle(nas({ local: named('anna', user, 'berta') })))).toEqual(['anna', 'berta']);
  });

  it.each<[string, object]>([
    ['without details', { name: 'x' }],
    ['whose home is disabled', { name: 'x', enabled: true, status: 'home_disabled' }],
    ['whose details are of another type', { name: 'x', enabled: 'no', status: 5 }],
  ])('are with one %s', async (_, user) => {
    expect(await listUsers(oracle(nas({ local: named(user) })))).toEqual(['x']);
  });

  it('may come as items', async () => {
    expect(await listUsers(oracle(nas({ local: { items: [{ name: 'anna' }], total: 1 } })))).toEqual([
      'anna',
    ]);
  });

  it('are those of the directories that the NAS is joined to', async () => {
    const answer = (question: Question) =>
      question.parameters?.type === 'local' ? named('anna') : refuse(question, 402);
    expect(await listUsers(oracle(answer))).toEqual(['anna']);
  });
});

describe('where Drive’s own list cannot be had', () => {
  const accounts = {
    total: 3,
    users: [{ name: 'anna' }, { name: 'admin', expired: 'now' }, { name: 'berta', expired: 'normal' }],
  };

  it('the accounts of DSM stand for it: it is not announced', async () => {
    expect(await listUsers(oracle(nas({}, accounts), [CORE_USER]))).toEqual(['anna', 'berta']);
  });

  it('the accounts of DSM stand for it: it is refused', async () => {
    const answer = (question: Question) => (question.api === PRIVILEGE ? refuse(question, 402) : accounts);
    const asker = oracle(answer);
    expect(await listUsers(asker)).toEqual(['anna', 'berta']);
    expect(asker.questions.map(({ api }) => api)).toEqual([PRIVILEGE, CORE_USER]);
  });

  it('its refusal counts where the accounts are refused, too', async () => {
    const answer = (question: Question) => refuse(question, question.api === PRIVILEGE ? 402 : 105);
    await expect(listUsers(oracle(answer))).rejects.toMatchObject({ api: PRIVILEGE, code: 402 });
  });

  it('its refusal counts where there is no other list', async () => {
    await expect(listUsers(oracle((question) => refuse(question, 403), [PRIVILEGE]))).rejects.toMatchObject({
      code: 403,
    });
  });

  it.each([[5], [null], [{}], [{ users: {} }], [{ users: [5] }]])(
    'the answer %j is an error',
    async (data) => {
      await expect(listUsers(oracle(() => data))).rejects.toThrow(AnswerError);
    },
  );
});
