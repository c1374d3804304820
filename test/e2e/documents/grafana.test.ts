import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../../../src/simulator/certificate.ts';
import { dsmScenario } from '../../../src/simulator/dsm-scenario.ts';
import { executable } from '../../support/executable.ts';
import { panelsOf, readDashboard } from '../../support/grafana.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { InfluxDb } from '../peers/influxdb.ts';

/** One service as a site would have it. */
interface Service {
  readonly check: string;
  readonly service: string;
  readonly args: readonly string[];
}

const SERVICES: readonly Service[] = [
  { check: 'health', service: 'drive-health', args: ['-w', '20', '-c', '30'] },
  { check: 'connections', service: 'drive-connections', args: ['-w', '400', '-c', '600'] },
  { check: 'clients', service: 'drive-clients', args: ['-w', '40', '-c', '60'] },
  { check: 'sync', service: 'drive-sync', args: ['-w', '0', '-c', '2'] },
  { check: 'quota', service: 'drive-quota', args: ['--perfdata-per-user'] },
  { check: 'quota', service: 'drive-quota john', args: ['--include-user', 'john.doe'] },
  { check: 'last_sync', service: 'drive-last-sync', args: ['-w', '36h', '-c', '3d', '--perfdata-per-user'] },
];

/** What those judge by, said to one that runs them all. */
const thresholdOf = ({ check, args }: Service) => {
  const [, warning = '', , critical = ''] = args;
  const name = `--${check.replace('_', '-')}`;
  return args[0] === '-w' ? [`${name}-warning`, warning, `${name}-critical`, critical] : [];
};

const ALL_IN_ONE: readonly Service[] = [
  {
    check: 'all',
    service: 'drive',
    args: [...SERVICES.flatMap(thresholdOf), '--perfdata-per-user'],
  },
  { check: 'all', service: 'drive john', args: ['--quota-include-user', 'john.doe'] },
];

/**
 * One NAS knows what the API document has, the others what a real DSM tells; one is checked by one service alone. A dot in
 * a name is any sign to a regular expression.
 */
const SITES = [
  { host: 'nas.example.com', services: SERVICES },
  { host: 'nas 2', services: SERVICES },
  { host: 'nas3', services: ALL_IN_ONE },
];
const HOSTS = SITES.map(({ host }) => host);

let influx: InfluxDb;
let offices: readonly Office[];

const escaped = (tag: string) => tag.replaceAll(/[ ,=]/g, '\\$&');

/** `total=25;40;60;0` as Icinga's writer sends it: thresholds are there only where they are plain numbers. */
function fieldsOf(item: string): { label: string; fields: string } | undefined {
  const [, label = '', value, warn, crit] =
    /^(\w+)=(-?[\d.]+)[a-zA-Z%]*(?:;([^;]*))?(?:;([^;]*))?/.exec(item) ?? [];
  if (value === undefined) return undefined;
  const bounds = Object.entries({ warn, crit }).filter(([, bound]) => /^[\d.]+$/.test(bound ?? ''));
  return {
    label,
    fields: [`value=${value}`, ...bounds.map(([name, bound]) => `${name}=${bound}`)].join(','),
  };
}

/** What Icinga's InfluxdbWriter sends of a check's run, with thresholds and metadata. */
async function pointsOf(
  office: Office,
  hostname: string,
  { check, service, args }: Service,
): Promise<string[]> {
  const tls = office.nas.tls ? ['--fingerprint', office.nas.tls.fingerprint] : [];
  const { code, stdout } = await office.run(check, [...tls, ...args]);
  const [, perfdata = ''] = /^[^|\n]*\| ([^\n]*)/.exec(stdout) ?? [];
  const command = executable(check).replace(/^.*check_/, '');
  const series = `${command},hostname=${escaped(hostname)},service=${escaped(service)}`;
  const now = Math.floor(Date.now() / 1000);
  const items = perfdata.split(' ').flatMap((item) => fieldsOf(item) ?? []);
  return [
    ...items.map(({ label, fields }) => `${series},metric=${label} ${fields} ${now}`),
    `${series} state=${code}i,state_type=1i ${now}`,
  ];
}

beforeAll(async () => {
  influx = await InfluxDb.start();
  offices = await Promise.all([
    openOffice({ tls: await selfSigned({ names: ['localhost'] }) }),
    openOffice({ scenario: dsmScenario }),
    openOffice({ tls: await selfSigned({ names: ['localhost'] }) }),
  ]);
  for (const [index, { host, services }] of SITES.entries())
    for (const service of services)
      await influx.write(await pointsOf(offices[index] ?? expect.fail(host), host, service));
});
afterAll(() => Promise.all([influx.close(), ...offices.map((office) => office.close())]));

/** A question with its variables filled in, as Grafana does before it sends it. */
const filledIn = (query: string, host: string) =>
  query
    .replaceAll('$timeFilter', 'time > now() - 1h')
    .replaceAll('$__interval', '1m')
    .replaceAll(`\${host:regex}`, host.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'));

const questions = (file: string) =>
  panelsOf(readDashboard(file)).flatMap(({ title, targets }) =>
    targets.map(({ query, alias, refId }) => [`${title} ${refId}`, query, alias] as const),
  );

describe('the dashboard of one NAS, asking a real InfluxDB', () => {
  const file = 'synology-drive-nas.json';

  it('offers the NASes that there are', async () => {
    const host = readDashboard(file).templating.list.find(({ name }) => name === 'host');
    const series = await influx.ask(host?.query ?? '');
    const names = series.flatMap(({ values }) => values.map(([, name]) => name));
    expect(new Set(names)).toEqual(new Set(HOSTS));
  });

  it.each(questions(file))('finds something for %s, of the chosen NAS alone', async (_, query, alias) => {
    const found = await Promise.all(HOSTS.map((host) => influx.ask(filledIn(query, host))));
    expect(found.flat().length).toBeGreaterThan(0);
    for (const [index, series] of found.entries())
      for (const { tags, values } of series) {
        expect(tags?.hostname).toBe(HOSTS[index]);
        expect(values.some(([, value]) => typeof value === 'number')).toBe(true);
        for (const [, tag = ''] of alias.matchAll(/\$tag_(\w+)/g)) expect(tags).toHaveProperty(tag);
      }
    const [bySingleChecks, , byOneForAll] = found.map((series) => series.length > 0);
    if (query.includes('"metric"')) expect(byOneForAll).toBe(bySingleChecks);
  });

  it('shows of each user what is no total', async () => {
    const [, query = ''] = questions(file).find(([title]) => title.startsWith('Each user')) ?? [];
    const totals = ['quota_percent', 'max_percent', 'quota_max_percent'];
    for (const host of HOSTS) {
      const metrics = (await influx.ask(filledIn(query, host))).map(({ tags }) => tags?.metric ?? '');
      expect(metrics.length).toBeGreaterThan(3);
      expect(metrics.filter((metric) => totals.includes(metric))).toEqual([]);
    }
  });
});

describe('the dashboard of all NASes, asking a real InfluxDB', () => {
  it.each(questions('synology-drive-overview.json'))('finds something for %s', async (_, query) => {
    const series = await influx.ask(filledIn(query, ''));
    expect(series.length).toBeGreaterThan(0);
    for (const { tags } of series) expect(HOSTS).toContain(tags?.hostname);
  });

  it('has a column for the state of each check', async () => {
    const [table] = panelsOf(readDashboard('synology-drive-overview.json'));
    const answers = await Promise.all(
      table?.targets.map(({ query }) => influx.ask(filledIn(query, ''))) ?? [],
    );
    const columns = answers.map(([series]) => series?.columns.at(-1));
    expect(columns).toEqual(['health', 'connections', 'clients', 'sync', 'quota', 'last sync', 'all']);
    for (const [index, series] of answers.entries()) {
      const isAll = columns[index] === 'all';
      const hosts = SITES.filter(({ services }) => (services === ALL_IN_ONE) === isAll).map(
        ({ host }) => host,
      );
      expect(series.map(({ tags }) => tags?.hostname).sort()).toEqual(hosts.sort());
    }
  });
});
