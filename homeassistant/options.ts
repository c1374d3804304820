import { EXIT } from './verbs/host.ts';

export const NAME = 'synology-drive-bridge';

export const ABOUT =
  'Publishes what Synology Drive Server tells to an MQTT broker, with discovery for Home Assistant';

/** What can be asked of the bridge, by word. */
export const VERBS = {
  run: 'publish what Synology Drive tells, until it is stopped (the default)',
  'check-config': 'say what is wrong with the configuration or what would be done; connects to nothing',
  schema: 'print the JSON Schema of the configuration, for editors',
  discovery: 'print the documents that Home Assistant would get; publishes nothing',
  dashboard: 'print a Home Assistant dashboard for exactly these NASes',
  clean: 'remove everything the bridge ever retained on the broker, and nothing else',
  healthcheck: 'end with 0 while a running bridge is alive and connected',
} as const;

/** As yargs takes them; `metavar` is for documents and completion. */
export const BRIDGE_OPTIONS = {
  config: {
    alias: 'c',
    type: 'string',
    requiresArg: true,
    metavar: 'FILE',
    default: 'bridge.yaml',
    describe: 'the configuration; its keys are in the README, and in the output of schema',
  },
  once: { type: 'boolean', default: false, describe: 'with run: one round, then the end' },
} as const;

export const EXITS = [
  { code: EXIT.fine, says: 'fine' },
  { code: EXIT.failed, says: 'failed' },
  { code: EXIT.wrong, says: 'wrong configuration or usage' },
] as const;
