import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Where peers/home-assistant-root.sh has put the Debian that Home Assistant lives in. */
export const ROOT = process.env.E2E_HOME_ASSISTANT ?? '/var/cache/synology-drive-e2e/home-assistant';

/** A fresh Home Assistant's configuration, seen from outside of its root and from inside. */
export class ConfigFolder {
  readonly path = mkdtempSync(join(ROOT, 'cfg-'));

  constructor(port: number) {
    this.write('configuration.yaml', configuration(port));
    this.write('automations.yaml', '[]\n');
  }

  get inside(): string {
    return `/${basename(this.path)}`;
  }

  write(name: string, text: string): void {
    mkdirSync(join(this.path, name, '..'), { recursive: true });
    writeFileSync(join(this.path, name), text);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

const configuration = (port: number) => `
homeassistant:
  name: Test
  country: DE
  language: en
  time_zone: Europe/Berlin
  unit_system: metric
http:
  server_host: 127.0.0.1
  server_port: ${port}
api:
config:
frontend:
history:
automation: !include automations.yaml
logger:
  default: warning
`;
