import { describe, expect, it } from 'vitest';
import { optionsOf } from '../../src/nagios/check.ts';
import { clientsCheck } from '../../src/nagios/checks/clients.ts';
import { connectionsCheck } from '../../src/nagios/checks/connections.ts';
import { healthCheck } from '../../src/nagios/checks/health.ts';
import { lastSyncCheck } from '../../src/nagios/checks/last-sync.ts';
import { quotaCheck } from '../../src/nagios/checks/quota.ts';
import { syncCheck } from '../../src/nagios/checks/sync.ts';
import { run } from '../support/executable.ts';

const CHECKS = [
  healthCheck(),
  connectionsCheck(),
  clientsCheck(),
  syncCheck(),
  quotaCheck(),
  lastSyncCheck(),
];

describe.concurrent.each(CHECKS)('the help of $id', (check) => {
  const executable = `check_synology_drive_${check.id}`;

  it('tells every option, label and example, exits 3 and needs nothing else', async () => {
    const { code, stdout, stderr } = await run(executable, ['-h']);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    const options = optionsOf(check).map(({ name }) => `--${name}`);
    const labels = check.perfdata.flatMap(({ metrics }) => metrics.map(({ name }) => `\n  ${name} `));
    const examples = check.examples.map(({ args }) => args);
    expect([...options, ...labels, ...examples].filter((text) => !stdout.includes(text))).toEqual([]);
    expect(stdout).toMatch(/^[A-Z][^.]+\.\n\nUsage: check_synology_drive_/);
    expect(stdout).not.toMatch(/[^\S\n]\n|--password(?!-file)|undefined/);
  });
});

describe.concurrent('the version', () => {
  it('is one line, exits 3, and wins over a command line that is wrong otherwise', async () => {
    const { code, stdout, stderr } = await run('check_synology_drive_last_sync', ['-w', 'x', '--version']);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout).toMatch(/^check_synology_drive_last_sync \d+\.\d+\.\d+ \(synology-drive-monitoring\)\n$/);
  });
});
