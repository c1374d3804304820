import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BridgeProcess {
  /** Resolves with its exit code. */
  readonly ended: Promise<number>;
  stop(): Promise<number>;
}

export interface BridgeAddresses {
  readonly nasPort: number;
  readonly brokerPort: number;
}

/** The configuration that is shown and used. */
export function bridgeConfig({ nasPort, brokerPort }: BridgeAddresses): string {
  return `mqtt:
  url: mqtt://127.0.0.1:${brokerPort}
  protocol: "3.1.1" # the broker of this demo speaks no MQTT 5
nas:
  - id: office
    name: Office NAS
    host: 127.0.0.1
    port: ${nasPort}
    plain_http: true
    username: monitor
    password_file: password
    interval: 2s
    profile_interval: 10s
    allow_networks: [192.168.0.0/16, 10.8.0.0/16, "2001:db8::/32", 198.51.100.0/24, 203.0.113.0/25]
state_dir: state
`;
}

/** Starts the built bridge in a folder that has the file `password`. */
export function startBridge(dist: string, folder: string, addresses: BridgeAddresses): BridgeProcess {
  const file = join(folder, 'bridge.yaml');
  writeFileSync(file, bridgeConfig(addresses));
  const child = spawn(process.execPath, [join(dist, 'synology-drive-bridge'), '--config', file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : -1));
  return {
    ended,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
