import { describe, expect, it } from 'vitest';
import { executableOf, optionsOf } from '../../src/nagios/check.ts';
import { everyCheck } from '../../src/nagios/checks/all.ts';
import { run } from '../support/executable.ts';

describe.concurrent.each(everyCheck())('the help of $id', (check) => {
  const executable = executableOf(check);

  it('tells every option, label and example, exits 3 and needs nothing else', async () => {
    const { code, stdout, stderr } = await run(executable, ['-h']);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    const options = optionsOf(check).map(({ name }) => `--${name}`);
    const labels = check.perfdata.flatMap(({ metrics }) => metrics.map(({ name }) => `\n  ${name} `));
    const examples = check.examples.map(({ args }) => args);
    expect(new Set(options).size).toBe(options.length);
    expect([...options, ...labels, ...examples].filter((text) => !stdout.includes(text))).toEqual([]);
    expect(stdout).toMatch(/^[A-Z][^.]+\.\n\nUsage: check_synology_drive/);
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
