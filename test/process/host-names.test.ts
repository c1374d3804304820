import { describe, expect, it } from 'vitest';
import { withOffice } from '../support/checks.ts';

describe.concurrent('a name that no host can have', () => {
  it.each(['xn--', 'nas.xn--a', 'ﷺ'])('is a wrong --hostname: %s', (host) =>
    withOffice({}, async (office) => {
      const ended = await office.run('connections', ['-H', host, '--timeout-state', 'ok']);
      expect(ended).toMatchObject({
        code: 3,
        stdout: `DRIVE CONNECTIONS UNKNOWN - ${host} is no name that a host can have. Check --hostname\n`,
        stderr: '',
      });
    }),
  );
});
