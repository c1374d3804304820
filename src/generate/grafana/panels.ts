import { DATA_SOURCE } from './influx.ts';
import type { BarGaugePanel, StatPanel, Target, Thresholds, TimeSeriesPanel, ValueMapping } from './model.ts';

interface Drawing {
  readonly title: string;
  readonly description?: string;
  readonly unit: string;
  readonly targets: readonly Target[];
  readonly thresholds: Thresholds;
}

const base = ({ title, description, targets }: Drawing) => ({
  title,
  ...(description !== undefined && { description }),
  datasource: DATA_SOURCE,
  targets,
});

const LAST = { calcs: ['lastNotNull'], fields: '', values: false } as const;

/** Which lines are thresholds that came with the data: dashed, without points of their own in the legend's table. */
const DASHED = (['warning', 'critical'] as const).map((word) => ({
  matcher: { id: 'byRegexp', options: `/ ${word}$/` },
  properties: [
    { id: 'custom.lineStyle', value: { fill: 'dash', dash: [6, 6] } },
    { id: 'color', value: { mode: 'fixed', fixedColor: word === 'warning' ? 'orange' : 'red' } },
  ],
}));

/** Lines in the course of time; the thresholds of the check's defaults are drawn where it has any. */
export function timeSeries(drawing: Drawing): TimeSeriesPanel {
  const { unit, thresholds } = drawing;
  const isBounded = thresholds.steps.length > 1;
  return {
    ...base(drawing),
    type: 'timeseries',
    options: {
      legend: { displayMode: 'table', placement: 'bottom', showLegend: true, calcs: ['lastNotNull', 'max'] },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        thresholds,
        custom: {
          drawStyle: 'line',
          lineWidth: 1,
          fillOpacity: 8,
          showPoints: 'never',
          spanNulls: true,
          thresholdsStyle: { mode: isBounded ? 'dashed' : 'off' },
        },
      },
      overrides: drawing.targets.some(({ alias }) => / (?:warning|critical)$/.test(alias)) ? DASHED : [],
    },
  };
}

/** Numbers, or words instead of them, on the colour that they call for. */
export function stat(drawing: Drawing, mappings: readonly ValueMapping[] = []): StatPanel {
  const { unit, thresholds } = drawing;
  return {
    ...base(drawing),
    type: 'stat',
    options: {
      graphMode: 'none',
      colorMode: 'background',
      justifyMode: 'auto',
      textMode: 'value_and_name',
      wideLayout: true,
      showPercentChange: false,
      percentChangeColorMode: 'standard',
      orientation: 'auto',
      reduceOptions: LAST,
    },
    fieldConfig: {
      defaults: { unit, thresholds, mappings, color: { mode: 'thresholds' }, noValue: '-' },
      overrides: [],
    },
  };
}

/** One bar a host, to compare them. */
export function barGauge(
  drawing: Drawing,
  range: { readonly min?: number; readonly max?: number },
): BarGaugePanel {
  const { unit, thresholds } = drawing;
  return {
    ...base(drawing),
    type: 'bargauge',
    options: {
      displayMode: 'basic',
      valueMode: 'color',
      namePlacement: 'left',
      showUnfilled: true,
      sizing: 'auto',
      minVizWidth: 8,
      minVizHeight: 16,
      maxVizHeight: 300,
      orientation: 'horizontal',
      legend: { displayMode: 'list', placement: 'bottom', showLegend: false, calcs: [] },
      reduceOptions: LAST,
    },
    fieldConfig: { defaults: { unit, thresholds, color: { mode: 'thresholds' }, ...range }, overrides: [] },
  };
}
