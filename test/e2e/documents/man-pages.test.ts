import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const FOLDER = resolve(import.meta.dirname, '../../../plugins/man');
const PAGES = readdirSync(FOLDER);
const run = promisify(execFile);
const env = { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '80' };

describe.each(PAGES)('the manual page %s', (page) => {
  const file = join(FOLDER, page);

  it('has nothing that mandoc complains of', async () => {
    const { stdout, stderr } = await run('mandoc', ['-T', 'lint', '-W', 'style', file]).catch(
      (error) => error,
    );
    const others = `${stdout}${stderr}`
      .split('\n')
      .filter((line) => !line.includes('referenced manual not found'));
    expect(others.join('\n')).toBe('');
  });

  it('has nothing that groff complains of', async () => {
    const args = ['--warnings', '-E', 'UTF-8', '-l', '-Tutf8', '-Z', file];
    const { stdout, stderr } = await run('man', args, { env });
    expect(stderr).toBe('');
    expect(stdout).not.toBe('');
  });

  it('is found by its name and what it is about', async () => {
    const { stdout } = await run('lexgrog', [file], { env });
    expect(stdout).toContain(`"${page.replace(/\.\d$/, '')} - `);
  });

  it('is read alike by both', async () => {
    const [byGroff, byMandoc] = await Promise.all([
      run('man', ['-E', 'UTF-8', '-l', '-Tutf8', '-P', 'cat', file], { env }),
      run('mandoc', ['-T', 'utf8', file], { env }),
    ]);
    // Head and foot are typeset otherwise, and lines end elsewhere.
    const body = (text: string) =>
      text
        .replaceAll(/.\x08/g, '')
        .replaceAll(/\s+/g, '')
        .replace(/^.*?(?=NAME)/, '')
        .replace(/synology-drive-monitoring0.*$/, '');
    expect(body(byGroff.stdout)).toBe(body(byMandoc.stdout));
    expect(body(byGroff.stdout).length).toBeGreaterThan(500);
  });
});
