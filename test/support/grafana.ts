import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../../plugins/grafana');

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

interface Target {
  readonly refId: string;
  readonly query: string;
  readonly alias: string;
  readonly resultFormat: string;
  readonly datasource: unknown;
}

interface Step {
  readonly value: number | null;
  readonly color: string;
}

export interface Drawn {
  readonly type: string;
  readonly id: number;
  readonly title: string;
  readonly gridPos: Placed;
  readonly datasource: unknown;
  readonly targets: readonly Target[];
  readonly fieldConfig: {
    readonly defaults: { readonly unit: string; readonly thresholds: { readonly steps: readonly Step[] } };
  };
}

interface Row {
  readonly type: 'row';
  readonly id: number;
  readonly title: string;
  readonly gridPos: Placed;
}

/** As much of a dashboard as the tests look at. */
export interface DashboardFile {
  readonly panels: readonly (Drawn | Row)[];
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: string }[] };
}

export const readDashboard = (file: string): DashboardFile =>
  JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as DashboardFile;

const isDrawn = (panel: Drawn | Row): panel is Drawn => panel.type !== 'row';

/** The panels that show data. */
export const panelsOf = ({ panels }: DashboardFile): Drawn[] => panels.filter(isDrawn);

export const queriesOf = (dashboard: DashboardFile): string[] =>
  panelsOf(dashboard).flatMap(({ targets }) => targets.map(({ query }) => query));
