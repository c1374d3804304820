import { topicProblem } from '../topic-rules.ts';
import type { Component } from './document.ts';
import { BARE_CLASSES, BINARY_CLASSES, PLATFORMS, UNITS } from './rules.ts';

type Loose = Readonly<Record<string, unknown>>;

/** Takes what is wrong, a sentence at a time. */
export type Complain = (problem: string) => void;

function complainOfKeys(component: Component, shared: Loose, complain: Complain): void {
  const { known, needed } = PLATFORMS[component.platform] ?? { known: new Set(), needed: [] };
  const own = component as unknown as Loose;
  for (const key in own) if (!known.has(key)) complain(`${key} is no key of it`);
  for (const key of needed)
    if ((Object.hasOwn(own, key) ? own[key] : shared[key]) === undefined) complain(`${key} is missing`);
}

export function complainOfTopic(topic: string | undefined, complain: Complain): void {
  const problem = topic === undefined ? undefined : topicProblem(topic);
  if (problem !== undefined) complain(`the topic ${topic}: ${problem}`);
}

function complainOfTopics(component: Component, complain: Complain): void {
  complainOfTopic(component.state_topic, complain);
  complainOfTopic(component.command_topic, complain);
  complainOfTopic(component.json_attributes_topic, complain);
  for (const { topic } of component.availability ?? []) complainOfTopic(topic, complain);
}

function timesIn(text: string, part: string): number {
  let times = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) times += 1;
  return times;
}

/** Templates whose brackets do not close are refused. */
const isBalanced = (template = ''): boolean =>
  timesIn(template, '{{') === timesIn(template, '}}') && timesIn(template, '{%') === timesIn(template, '%}');

function complainOfSensor(component: Component, complain: Complain): void {
  const { device_class, state_class, unit_of_measurement: unit, options } = component;
  const isBare = device_class !== undefined && BARE_CLASSES.includes(device_class);
  if (isBare && unit !== undefined) complain(`${device_class} has no unit`);
  if (isBare && state_class !== undefined) complain(`${device_class} has no state_class`);
  if ((options !== undefined) !== (device_class === 'enum')) complain('options go with enum, and only there');
  if (options?.length === 0) complain('options are empty');
  if (isBare || device_class === undefined) return;
  const units = UNITS[device_class];
  if (!units) complain(`${device_class} is no device class that is used here`);
  else if (unit === undefined || !units.includes(unit))
    complain(`the unit ${unit} does not fit ${device_class}`);
}

const COMPLAIN_OF_CLASS: Readonly<Record<string, (component: Component, complain: Complain) => void>> = {
  sensor: complainOfSensor,
  binary_sensor: ({ device_class }, complain) => {
    if (device_class !== undefined && !BINARY_CLASSES.includes(device_class))
      complain(`${device_class} is no device class that is used here`);
  },
  event: ({ event_types }, complain) => {
    if (event_types?.length === 0) complain('event_types are empty');
  },
};

const isEntityId = (id: string, platform: string) =>
  id.startsWith(`${platform}.`) && /^[a-z_]+\.[a-z0-9_]+$/.test(id);

function complainOfIds({ platform, unique_id, default_entity_id, name }: Component, complain: Complain) {
  if (!/^[a-zA-Z0-9_-]+$/.test(unique_id)) complain('its unique_id is none');
  if (!isEntityId(default_entity_id, platform))
    complain(`default_entity_id ${default_entity_id} is no id of a ${platform}`);
  if (name.trim() === '') complain('its name is empty');
}

/** A component of its platform alone takes the entity away that stood there. */
export const isRemoval = (component: Component): boolean => Object.keys(component).length === 1;

/** What Home Assistant would refuse, or drop without a word; `shared` are the keys of the root that count here, too. */
export function complainOfComponent(component: Component, shared: Loose, complain: Complain): void {
  const { platform } = component;
  if (!PLATFORMS[platform]) {
    complain(`${platform} is no platform that is used here`);
    return;
  }
  if (isRemoval(component)) return;
  complainOfKeys(component, shared, complain);
  complainOfTopics(component, complain);
  if (!isBalanced(component.value_template) || !isBalanced(component.json_attributes_template))
    complain('a template does not close');
  const category: string | undefined = component.entity_category;
  if (category !== undefined && category !== 'diagnostic') complain(`entity_category ${category} is refused`);
  complainOfIds(component, complain);
  COMPLAIN_OF_CLASS[platform]?.(component, complain);
}
