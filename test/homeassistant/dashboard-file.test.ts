import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bridgeConfig } from '../../src/demo/bridge-process.ts';
import { start } from '../support/executable.ts';
import { type Office, openOffice } from '../support/office.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe('the dashboard that is shipped', () => {
  it("is what the bridge prints for the demo's NAS", async () => {
    const file = office.folder.file('bridge.yaml', bridgeConfig({ nasPort: office.nas.port, brokerPort: 1 }));
    const { stdout, code } = await start('synology-drive-bridge', ['dashboard', '--config', file]).ended;
    expect(code).toBe(0);
    const shipped = join(import.meta.dirname, '../../homeassistant/dashboards/demo.yaml');
    expect(stdout).toBe(readFileSync(shipped, 'utf8'));
  });
});
