import type { Address } from './farm-commands.ts';

/** A NAS as a section of bridge.yaml. */
export const nasSection = (id: string, { port, fingerprint }: Address, more: object) => ({
  id,
  name: `NAS ${id}`,
  host: '127.0.0.1',
  port,
  ...(fingerprint === undefined ? { plain_http: true } : { fingerprint }),
  username: 'monitor',
  password_file: 'password',
  ...more,
});

export const BASE = 'synology_drive';

export const bridgeConfig = (brokerUrl: string, nas: readonly object[]) => ({
  mqtt: { url: brokerUrl, base_topic: BASE },
  nas,
});
