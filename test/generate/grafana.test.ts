import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CONTENTS, PER_USER, PROBLEMS } from '../../src/generate/grafana/problems.ts';
import { executableOf } from '../../src/nagios/check.ts';
import { everyCheck } from '../../src/nagios/checks/all.ts';
import { type Placed, panelsOf, queriesOf, readDashboard } from '../support/grafana.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FILES = readdirSync(join(ROOT, 'plugins/grafana'));
const NAS = 'synology-drive-nas.json';
/** The condition that leaves one host. */
const CHOSEN = `"hostname" =~ /^\${host:regex}$/`;

/** Names of a check's perfdata, by the measurement that Icinga writes for its command. */
const LABELS = new Map(
  everyCheck().map((check) => [
    executableOf(check).replace('check_', ''),
    new Set(check.perfdata.flatMap(({ metrics }) => metrics.map(({ name }) => name))),
  ]),
);
/** What the check that runs them all is called there. */
const ALL = 'synology_drive';

const measurementsIn = (query: string) =>
  [...query.matchAll(/FROM ("[^"]+"(?:, "[^"]+")*)/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
  );
const metricsIn = (query: string) =>
  [...query.matchAll(/"metric" !?= '([^']+)'/g)].map(([, name = '']) => name);

/** A workshop inside the project, from where its packages are found. */
const WORKSHOP = join(ROOT, 'node_modules/.cache', `grafana-types-${process.pid}`);
afterAll(() => rmSync(WORKSHOP, { recursive: true, force: true }));

/** Which of these texts the compiler does not take for a dashboard of Grafana's own types: one to a line. */
function refused(texts: readonly string[]): number[] {
  mkdirSync(WORKSHOP, { recursive: true });
  const literals = texts.map(
    (text, index) => `export const dashboard${index}: Dashboard = ${JSON.stringify(JSON.parse(text))};`,
  );
  const source = [`import type { Dashboard } from '../../../src/generate/grafana/model.ts';`, ...literals];
  writeFileSync(join(WORKSHOP, 'dashboards.ts'), source.join('\n'));
  const tsconfig = { extends: '../../../tsconfig.json', include: [], files: ['dashboards.ts'] };
  writeFileSync(join(WORKSHOP, 'tsconfig.json'), JSON.stringify(tsconfig));
  const { stdout } = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), ['-p', WORKSHOP], { encoding: 'utf8' });
  const lines = [...stdout.matchAll(/^.*dashboards\.ts[(:](\d+).*error TS/gm)].map(
    ([, line]) => Number(line) - 2,
  );
  return [...new Set(lines)].sort((a, b) => a - b);
}

describe("Grafana's own types", () => {
  const texts = FILES.map((file) => readFileSync(join(ROOT, 'plugins/grafana', file), 'utf8'));
  const [first = ''] = texts;
  const mistakes = [
    ['"gridPos"', '"gridPosition"'],
    ['"schemaVersion"', '"schemeVersion"'],
    ['"color": "green"', '"colour": "green"'],
    ['"type": "datasource"', '"type": "source"'],
    ['"colorMode": "background"', '"colorMode": "backdrop"'],
    ['"drawStyle": "line"', '"drawStyle": "lines"'],
    ['"graphTooltip": 1', '"graphTooltip": "1"'],
  ] as const;

  it('take every dashboard as it stands in its file, and none with a mistake in it', () => {
    for (const [right] of mistakes) expect(first).toContain(right);
    const wrong = mistakes.map(([right, mistake]) => first.replace(right, mistake));
    expect(refused([...texts, ...wrong])).toEqual(wrong.map((_, index) => texts.length + index));
  });
});

describe.each(FILES)('the dashboard %s', (file) => {
  const dashboard = readDashboard(file);
  const queries = queriesOf(dashboard);

  it('asks only for what the checks print', () => {
    expect(queries.length).toBeGreaterThan(10);
    for (const query of queries) {
      const labels = measurementsIn(query).map((name) => LABELS.get(name) ?? expect.fail(query));
      const isPrinted = (metric: string) => labels.some((each) => each.has(metric));
      expect(metricsIn(query).filter((metric) => !isPrinted(metric))).toEqual([]);
      const asksForMetric = metricsIn(query).length > 0 || query.includes('"metric" =~');
      expect(query).toContain(asksForMetric ? '"metric"' : '"state"');
    }
  });

  it('finds every figure where a check runs alone, and where one runs them all', () => {
    const figures = queries.filter((query) => query.includes('"metric" ='));
    expect(figures.length).toBeGreaterThan(6);
    for (const query of figures) {
      expect(measurementsIn(query).map((name) => name === ALL)).toEqual([false, true]);
      const asked = metricsIn(query);
      for (const name of measurementsIn(query))
        expect(
          asked.some((metric) => LABELS.get(name)?.has(metric)),
          `${name}: ${query}`,
        ).toBe(asked.length > 0);
    }
    const states = queries.filter((query) => query.includes('last("state")')).flatMap(measurementsIn);
    expect(new Set(states)).toEqual(new Set(LABELS.keys()));
  });

  it('leaves out other hosts where one is chosen', () => {
    for (const query of queries) expect(query.includes(CHOSEN)).toBe(file === NAS);
  });

  it('asks the data source that was chosen, in every panel', () => {
    const panels = panelsOf(dashboard);
    const sources = panels.flatMap(({ datasource, targets }) => [
      datasource,
      ...targets.map((one) => one.datasource),
    ]);
    expect(new Set(sources.map((source) => JSON.stringify(source)))).toEqual(
      new Set([JSON.stringify({ type: 'influxdb', uid: `\${datasource}` })]),
    );
  });

  it('puts every panel into a place of its own', () => {
    const places: Placed[] = dashboard.panels.map(({ gridPos }) => gridPos);
    const taken = places.flatMap(({ x, y, w, h }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
    );
    expect(new Set(taken).size).toBe(taken.length);
    expect(Math.max(...places.map(({ x, w }) => x + w))).toBe(24);
    const ids = dashboard.panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('tells the questions of a panel apart, and begins with problems', () => {
    for (const { targets, title } of panelsOf(dashboard)) {
      const names = targets.map(({ refId }) => refId);
      expect(new Set(names).size, title).toBe(names.length);
      expect(
        names.every((name) => /^[A-Z]$/.test(name)),
        title,
      ).toBe(true);
    }
    expect(dashboard.panels[0]).toMatchObject({ type: 'row', title: 'Problems' });
  });
});

describe('the dashboard of one NAS', () => {
  const dashboard = readDashboard(NAS);
  const panels = panelsOf(dashboard);
  const panelsWith = (measurement: string, metric: string) =>
    panels.filter(({ targets }) =>
      targets.some(
        ({ query }) => measurementsIn(query).includes(measurement) && metricsIn(query).includes(metric),
      ),
    );

  it.each(
    [...LABELS].flatMap(([measurement, labels]) => [...labels].map((label) => [measurement, label] as const)),
  )('draws %s %s in its unit', (measurement, label) => {
    const metrics = everyCheck().flatMap(({ perfdata }) => perfdata.flatMap((table) => table.metrics));
    const unit = metrics.find(({ name }) => name === label)?.unit ?? '';
    const expected = { count: 'short', bytes: 'bytes', percent: 'percent', seconds: 's', days: 'd' }[
      unit as string
    ];
    const drawn = panelsWith(measurement, label).filter(({ type }) => type === 'timeseries');
    expect(drawn.map(({ fieldConfig }) => fieldConfig.defaults.unit)).toContain(expected);
  });

  it('has the thresholds of the defaults where a check has any, and of nothing else', () => {
    const bounded = panels.filter(
      ({ type, fieldConfig }) => type === 'timeseries' && fieldConfig.defaults.thresholds.steps.length > 1,
    );
    expect(
      bounded.map(({ title, fieldConfig }) => [
        title,
        ...fieldConfig.defaults.thresholds.steps.map(({ value }) => value),
      ]),
    ).toEqual([
      ['Quota: percent', null, 90, 95],
      ['Each user', null, 90, 95],
    ]);
  });

  it.each(PROBLEMS)(
    'shows first how many $metric there are, and means $state by one',
    ({ check, metric, state }) => {
      const [stat] = panelsWith(`synology_drive_${check}`, metric);
      expect(stat?.type).toBe('stat');
      expect(stat?.fieldConfig.defaults.thresholds.steps.at(-1)).toEqual({
        value: 1,
        color: state === 'CRITICAL' ? 'red' : 'orange',
      });
    },
  );

  it('knows problems and contents by names that there are', () => {
    const all = new Set([...LABELS.values()].flatMap((labels) => [...labels]));
    expect(CONTENTS.filter((name) => !all.has(name))).toEqual([]);
    expect(
      PROBLEMS.filter(({ check, metric }) => !LABELS.get(`synology_drive_${check}`)?.has(metric)),
    ).toEqual([]);
  });

  it.each(Object.entries(PER_USER))(
    'draws the labels of single users of %s, which end in %s',
    (check, suffix) => {
      expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain(`\`<user>${suffix}\``);
      const users = panels.filter(({ targets }) =>
        targets.some(({ query }) => query.includes(`=~ /${suffix}$/`)),
      );
      expect(users.flatMap(({ targets }) => targets.flatMap(({ query }) => measurementsIn(query)))).toEqual([
        `synology_drive_${check}`,
        ALL,
      ]);
    },
  );
});
