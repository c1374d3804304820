import type { Metric, Unit } from '../../src/probes/probe.ts';
import type { ProbeName } from '../topics.ts';
import type { Component, Platform } from './document.ts';

/** An entity as it is declared: what it is, without the device it belongs to. */
export interface Entity {
  /** Ends its ids; a metric's own name where it shows one. */
  readonly key: string;
  readonly platform: Platform;
  readonly name: string;
  /** Whose availability it shares beside the bridge's and the NAS's; `none` is always available. */
  readonly needs?: ProbeName | 'none';
  /** Where its state stands when that is not the device's own topic. */
  readonly topic?: string;
  readonly traits: Omit<
    Component,
    'platform' | 'unique_id' | 'default_entity_id' | 'name' | 'state_topic' | 'availability'
  >;
}

type Traits = Entity['traits'];

const GIB = 2 ** 30;

/** How Home Assistant shows a unit of ours. */
const TRAITS: Readonly<Record<Unit, Traits>> = {
  count: { state_class: 'measurement' },
  bytes: {
    device_class: 'data_size',
    state_class: 'measurement',
    unit_of_measurement: 'GiB',
    suggested_display_precision: 2,
  },
  percent: { state_class: 'measurement', unit_of_measurement: '%', suggested_display_precision: 1 },
  seconds: { device_class: 'duration', state_class: 'measurement', unit_of_measurement: 's' },
  days: { device_class: 'duration', state_class: 'measurement', unit_of_measurement: 'd' },
  timestamp: { device_class: 'timestamp' },
};

/** `None` is unknown to Home Assistant: for what is null and for what is not there at all. */
function templateOf(key: string, unit: Unit): string {
  const value = `value_json.${key}`;
  if (unit === 'timestamp') return `{{ ${value} if ${value} is string else none }}`;
  return `{{ ${unit === 'bytes' ? `${value} / ${GIB}` : value} if ${value} is number else none }}`;
}

/** Beginning with a capital, as a name of an entity does. */
const capitalised = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1);

/** What a metric's own declaration cannot say: how it looks in Home Assistant. */
export interface Look {
  /** Where the metric's title, made for the middle of a sentence, is no name. */
  readonly name?: string;
  readonly icon?: string;
  readonly traits?: Traits;
}

/** A sensor that shows a metric. */
export function sensorOf<Subject>(
  { name: key, title, unit }: Metric<Subject>,
  look: Look = {},
  place: Pick<Entity, 'needs' | 'topic'> = {},
): Entity {
  return {
    key,
    platform: 'sensor',
    name: look.name ?? capitalised(title),
    ...place,
    traits: {
      value_template: templateOf(key, unit),
      ...TRAITS[unit],
      ...(look.icon && { icon: look.icon }),
      ...look.traits,
    },
  };
}

/** A binary sensor of a flag in JSON: on, off, or unknown where the flag is null. */
export function flagOf(
  key: string,
  name: string,
  deviceClass: string,
  more: Pick<Entity, 'needs' | 'topic'> & { readonly test?: string; readonly traits?: Traits } = {},
): Entity {
  const { test, traits, ...place } = more;
  const value = `value_json.${key}`;
  const read = test ?? `'ON' if ${value} is true else 'OFF' if ${value} is false else none`;
  return {
    key,
    platform: 'binary_sensor',
    name,
    ...place,
    traits: { value_template: `{{ ${read} }}`, device_class: deviceClass, ...traits },
  };
}

/** Attributes of an entity: keys of a JSON topic, null where the message that is retained does not have them (yet). */
export function attributes(topic: string, keys: Readonly<Record<string, string>>): Traits {
  const pairs = Object.entries(keys).map(([name, key]) => `'${name}': value_json.${key} | default(none)`);
  return {
    json_attributes_topic: topic,
    json_attributes_template: `{{ {${pairs.join(', ')}} | tojson }}`,
  };
}
