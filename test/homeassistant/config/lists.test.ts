import { describe, expect, it } from 'vitest';
import type { Config } from '../../../homeassistant/config/schema.ts';
import { problems, read, textWith } from '../../support/bridge-config.ts';

describe('lists of names', () => {
  const nas = read(
    'nas: [{id: a, host: h, username: u, include_users: [Anna, "/^dev-/"], exclude_users: [dev-ops],' +
      ' include_shares: [Team], exclude_shares: ["/^tmp/"], allow_networks: [192.168.0.0/16, "2001:db8::/32"]}]',
  ).nas[0];
  const matched = (matchers: Config['nas'][number]['include_users'] = [], candidates: readonly string[]) =>
    candidates.filter((name) => matchers.some((matcher) => matcher.matches(name)));

  it('take users in any case, shares only as they are written, and patterns', () => {
    expect(matched(nas?.include_users, ['ANNA', 'anna2', 'DEV-one', 'my-dev-two'])).toEqual([
      'ANNA',
      'DEV-one',
    ]);
    expect(matched(nas?.exclude_users, ['Dev-Ops'])).toEqual(['Dev-Ops']);
    expect(matched(nas?.include_shares, ['Team', 'team'])).toEqual(['Team']);
    expect(matched(nas?.exclude_shares, ['tmp1', 'TMP1'])).toEqual(['tmp1']);
    expect(nas?.allow_networks).toHaveLength(2);
  });

  it.each([
    [
      'include_users',
      '["/(/"]',
      'expected an exact name or a /regex/: /(/ is no regular expression: look for brackets that are not closed, and for a backslash too many or too few, not "/(/"',
    ],
    [
      'exclude_users',
      '["/open"]',
      'expected an exact name or a /regex/: /open is no regular expression: write /pattern/, or /pattern/i to ignore case, not "/open"',
    ],
    ['include_shares', '[7]', 'expected an exact name or a /regex/, not 7: put it in quotes'],
    [
      'exclude_shares',
      '[" "]',
      'expected an exact name or a /regex/: the name is empty: write a name or a /regex/, not " "',
    ],
  ])('%s: %s is refused with the place of the entry', (key, given, words) => {
    expect(problems(textWith(`nas.${key}`, given))).toEqual([
      `bridge.yaml:6:${key.length + 8}: nas[0].${key}[0]: ${words}`,
    ]);
  });

  it.each([
    [
      'allow_networks',
      '[nowhere]',
      '[0]: expected a network such as 192.168.0.0/16: nowhere is no network: expected an address and a length, as in 192.168.0.0/16, not "nowhere"',
    ],
    [
      'allow_networks',
      '[1.2.3.0/33]',
      '[0]: expected a network such as 192.168.0.0/16: the length of 1.2.3.0/33 is no number from 0 to 32, not "1.2.3.0/33"',
    ],
    ['min_versions', '{desktop: 3.5}', '.desktop: expected a version in quotes, such as "3.5.0", not 3.5'],
    ['min_versions', '{desktop: new}', '.desktop: expected a version in quotes, such as "3.5.0", not "new"'],
    [
      'fingerprint',
      '[abc]',
      '[0]: expected a SHA-256 fingerprint, 64 hexadecimal digits, in quotes, not "abc"',
    ],
  ])('%s: %s is refused with the place of the entry', (key, given, words) => {
    const [problem, ...more] = problems(textWith(`nas.${key}`, given));
    expect([problem?.replace(/^bridge\.yaml:6:\d+: /, ''), more]).toEqual([`nas[0].${key}${words}`, []]);
  });
});
