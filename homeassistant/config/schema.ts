import { z } from 'zod';
import { HOST_WORDS, parseHost } from '../../src/config/host.ts';
import { DIALECTS } from '../../src/drive/dialect.ts';
import { mqttSection } from './mqtt-section.ts';
import {
  duration,
  file,
  fingerprints,
  flag,
  mac,
  matchers,
  minVersions,
  networks,
  parsed,
  RULE,
  text,
  wholeNumber,
} from './values.ts';

/*
 * The one declaration of bridge.yaml: types, defaults, errors and the JSON Schema for editors all come from it. An
 * optional key that is there without a value (`ca_file:`) counts as left out.
 */

const DAY = 86_400;
const YEAR = 366 * DAY;

/** Keys of one NAS. */
export const nasSection = z
  .strictObject(
    {
      id: parsed('a name of a-z, 0-9 and _ that does not begin with _ and is not `bridge`', (given) =>
        /^(?!_)(?!bridge$)[a-z0-9_]{1,64}$/.test(given) ? given : undefined,
      ).describe('Names every topic and entity of this NAS: a-z, 0-9 and _, not bridge'),
      name: text('a name').optional().describe("The device's name; default: the id"),
      host: parsed(HOST_WORDS, parseHost).describe('Name or address of the NAS'),
      port: wholeNumber(1, 65_535).optional().describe('Port of DSM; default 5001, or 5000 with plain_http'),
      plain_http: flag().default(false).describe('http instead of https'),
      ca_file: file("Trust this CA or self-signed certificate instead of the system's"),
      fingerprint: fingerprints().describe('Accept exactly this certificate (SHA-256), one or a list'),
      tls_name: text('a host name').optional().describe('Name that the certificate is expected to carry'),
      verify: flag().default(true).describe('false: any certificate will do'),
      username: text('a name').describe('Account to log in with'),
      password_file: file(
        'File whose first line is the password, read again at every poll: a changed password needs no restart; else SYNOLOGY_DRIVE_NAS_<ID>_PASSWORD',
      ),
      device_id_file: file('File with the device token of a two-factor log-in'),
      api: z
        .enum(DIALECTS, { error: DIALECTS.join(', ') })
        .default('auto')
        .describe("Dialect of Drive's API; auto: what the NAS announces"),
      volume: text('a volume such as /volume1').optional().describe('Count the quotas of this volume only'),
      timeout: duration(1, 3600, 'from 1 s to 1 h').prefault('30s').describe('Of each question'),
      interval: duration(1, DAY, 'from 1 s to 1 d')
        .prefault('5m')
        .describe('Between polls of connections, clients and tasks'),
      profile_interval: duration(1, 7 * DAY, 'from 1 s to 7 d')
        .prefault('30m')
        .describe('Between rounds of one request per user'),
      concurrency: wholeNumber(1, 64).default(4).describe('Requests at a time'),
      offline_after: wholeNumber(1, 100)
        .default(3)
        .describe('Failed polls in a row until the NAS counts as gone; of a user, until the old values do'),
      forget_after: duration(1, 10 * YEAR, 'from 1 s to 10 years')
        .prefault('30d')
        .describe(
          'Until users and tasks that are gone are forgotten; such a task is null and a problem meanwhile',
        ),
      include_users: matchers({ ignoreCase: true }).describe('Only these users: names or /patterns/'),
      exclude_users: matchers({ ignoreCase: true }).describe('Not these users: names or /patterns/'),
      include_shares: matchers({ ignoreCase: false }).describe(
        'Only tasks of these shares: names or /patterns/',
      ),
      exclude_shares: matchers({ ignoreCase: false }).describe(
        'No tasks of these shares: names or /patterns/',
      ),
      user_devices: wholeNumber(0, 100_000)
        .default(200)
        .describe('At most so many users become devices; 0: none; JSON has all'),
      publish_clients: flag().default(false).describe("Publish each connection's name and address, retained"),
      quota_warning: z
        .number({ error: 'a percentage' })
        .min(0, { error: 'a percentage' })
        .max(1000, { error: 'a percentage' })
        .default(90)
        .describe('Percent used from which a user is a problem'),
      stalled_after: duration(1, YEAR, 'from 1 s to 1 year')
        .prefault('30m')
        .describe('A syncing task of which nothing has moved for so long is stalled'),
      device_stale_after: duration(1, 10 * YEAR, 'from 1 s to 10 years')
        .prefault('7d')
        .describe('A linked device that has not connected for so long is stale'),
      allow_networks: networks().describe('Networks (CIDR); clients from elsewhere are unexpected in events'),
      min_versions: minVersions().describe(
        'Oldest versions by type, such as {desktop: "3.5.0"}; older clients are outdated in events',
      ),
      mac: mac().optional().describe("MAC address: joins Home Assistant's own device with it"),
    },
    { error: 'keys with values' },
  )
  .superRefine(({ plain_http, ca_file, fingerprint, tls_name, verify }, context) => {
    if (!plain_http) return;
    const given = { ca_file, tls_name, fingerprint: fingerprint[0], verify: verify ? undefined : verify };
    for (const [key, value] of Object.entries(given))
      if (value !== undefined)
        context.addIssue({
          code: 'custom',
          path: [key],
          message: 'has no meaning with plain_http: leave one of them out',
          params: RULE,
        });
  });

type WithId = { readonly id: string };

/** Two NASes of one id would write over each other. */
function refuseSameIds(list: readonly WithId[], context: z.RefinementCtx): void {
  for (const [index, { id }] of list.entries())
    if (list.findIndex((other) => other.id === id) < index)
      context.addIssue({
        code: 'custom',
        path: [index, 'id'],
        message: `${id} is the id of another NAS, too`,
        params: RULE,
      });
}

export const configSchema = z.strictObject(
  {
    mqtt: mqttSection.prefault({}).describe('The broker'),
    nas: z
      .array(nasSection, { error: 'a list of NASes' })
      .min(1, { error: 'a list of at least one NAS' })
      .superRefine(refuseSameIds)
      .describe('The NASes to ask, a list'),
    state_dir: text('a folder')
      .optional()
      .describe('Where the bridge remembers sessions, users and documents; default: as for the checks'),
    log_level: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], {
        error: 'fatal, error, warn, info, debug or trace',
      })
      .default('info')
      .describe('How much is said in the log'),
  },
  { error: 'keys with values' },
);

/** bridge.yaml as it was read, with defaults in place and durations in seconds. */
export type Config = z.output<typeof configSchema>;
export type MqttConfig = Config['mqtt'];
export type NasSection = Config['nas'][number];
