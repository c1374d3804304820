import type * as barGauge from '@grafana/grafana-foundation-sdk/bargauge';
import type * as sdk from '@grafana/grafana-foundation-sdk/dashboard';
import type * as stat from '@grafana/grafana-foundation-sdk/stat';
import type * as table from '@grafana/grafana-foundation-sdk/table';
import type * as timeSeries from '@grafana/grafana-foundation-sdk/timeseries';

type IsAny<T> = 0 extends 1 & T ? true : false;

/** Grafana's own types as they stand in a file: its enumerations are their values. */
type Json<T> =
  IsAny<T> extends true
    ? T
    : T extends string
      ? `${T}`
      : T extends number
        ? `${T}` extends `${infer Value extends number}`
          ? Value
          : number
        : T extends object
          ? { readonly [Key in keyof T]: Json<T[Key]> }
          : T;

/** A question in InfluxQL, as the data source's own editor writes it. */
export interface Target {
  readonly refId: string;
  readonly datasource: Json<sdk.DataSourceRef>;
  readonly rawQuery: true;
  readonly query: string;
  readonly alias: string;
  readonly resultFormat: 'time_series' | 'table';
}

type Fields<Custom> = Omit<Json<sdk.FieldConfig>, 'custom'> & { readonly custom?: Json<Custom> };

interface FieldConfigOf<Custom> {
  readonly defaults: Fields<Custom>;
  readonly overrides: readonly Json<sdk.FieldConfigSource['overrides'][number]>[];
}

type PanelOf<Type extends string, Options, Custom> = Omit<
  Json<sdk.Panel>,
  'type' | 'options' | 'fieldConfig' | 'targets'
> & {
  readonly type: Type;
  readonly options: Json<Options>;
  readonly fieldConfig: FieldConfigOf<Custom>;
  readonly targets: readonly Target[];
};

export type TimeSeriesPanel = PanelOf<'timeseries', timeSeries.Options, timeSeries.FieldConfig>;
export type StatPanel = PanelOf<'stat', stat.Options, Record<string, never>>;
export type BarGaugePanel = PanelOf<'bargauge', barGauge.Options, Record<string, never>>;
export type TablePanel = PanelOf<'table', table.Options, table.FieldConfig>;

/** What is drawn of data, before it has a place. */
export type Panel = TimeSeriesPanel | StatPanel | BarGaugePanel | TablePanel;
export type RowPanel = Json<sdk.RowPanel>;
export type Thresholds = Json<sdk.ThresholdsConfig>;
export type ValueMapping = Json<sdk.ValueMapping>;
export type Variable = Json<sdk.VariableModel>;

/** A dashboard as Grafana imports and provisions it. */
export type Dashboard = Omit<Json<sdk.Dashboard>, 'panels'> & {
  readonly panels: readonly (Panel | RowPanel)[];
};
