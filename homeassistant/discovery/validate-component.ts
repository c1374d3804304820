import { topicProblem } from '../topic-rules.ts';
import type { Component } from './document.ts';
import { BARE_CLASSES, BINARY_CLASSES, PLATFORMS, UNITS } from './rules.ts';

type Loose = Readonly<Record<string, unknown>>;

const unknownKeys = (keys: readonly string[], known: ReadonlySet<string>) =>
  keys.filter((key) => !known.has(key)).map((key) => `${key} is no key of it`);

function topicsOf({ state_topic, command_topic, json_attributes_topic, availability }: Component) {
  return [
    state_topic,
    command_topic,
    json_attributes_topic,
    ...(availability ?? []).map(({ topic }) => topic),
  ].filter((topic) => topic !== undefined);
}

/** Templates whose brackets do not close are refused. */
const isBalanced = (template: string) =>
  ['{{', '{%'].every((open) => {
    const close = open === '{{' ? '}}' : '%}';
    return template.split(open).length === template.split(close).length;
  });

function sensorProblems({
  device_class,
  state_class,
  unit_of_measurement: unit,
  options,
}: Component): string[] {
  const problems: string[] = [];
  const isBare = device_class !== undefined && BARE_CLASSES.includes(device_class);
  if (isBare && unit !== undefined) problems.push(`${device_class} has no unit`);
  if (isBare && state_class !== undefined) problems.push(`${device_class} has no state_class`);
  if ((options !== undefined) !== (device_class === 'enum'))
    problems.push('options go with enum, and only there');
  if (options?.length === 0) problems.push('options are empty');
  if (isBare || device_class === undefined) return problems;
  const units = UNITS[device_class];
  if (!units) return [...problems, `${device_class} is no device class that is used here`];
  if (unit === undefined || !units.includes(unit))
    problems.push(`the unit ${unit} does not fit ${device_class}`);
  return problems;
}

const CLASS_PROBLEMS: Readonly<Record<string, (component: Component) => string[]>> = {
  sensor: sensorProblems,
  binary_sensor: ({ device_class }) =>
    device_class === undefined || BINARY_CLASSES.includes(device_class)
      ? []
      : [`${device_class} is no device class that is used here`],
  event: ({ event_types }) => (event_types?.length === 0 ? ['event_types are empty'] : []),
};

function idProblems({ platform, unique_id, default_entity_id, name }: Component): string[] {
  const problems: string[] = [];
  if (!/^[a-zA-Z0-9_-]+$/.test(unique_id)) problems.push('its unique_id is none');
  if (!new RegExp(`^${platform}\\.[a-z0-9_]+$`).test(default_entity_id))
    problems.push(`default_entity_id ${default_entity_id} is no id of a ${platform}`);
  if (name.trim() === '') problems.push('its name is empty');
  return problems;
}

/** What Home Assistant would refuse, or drop without a word; `shared` are the keys of the root that count here, too. */
export function componentProblems(component: Component, shared: Loose): string[] {
  const rules = PLATFORMS[component.platform];
  if (!rules) return [`${component.platform} is no platform that is used here`];
  const all: Loose = { ...shared, ...component };
  const templates = [component.value_template, component.json_attributes_template];
  const category: string | undefined = component.entity_category;
  return [
    ...unknownKeys(Object.keys(component), rules.known),
    ...rules.needed.filter((key) => all[key] === undefined).map((key) => `${key} is missing`),
    ...topicsOf(component).flatMap((topic) => {
      const problem = topicProblem(topic);
      return problem === undefined ? [] : [`the topic ${topic}: ${problem}`];
    }),
    ...(templates.every((template) => template === undefined || isBalanced(template))
      ? []
      : ['a template does not close']),
    ...(category === undefined || category === 'diagnostic'
      ? []
      : [`entity_category ${category} is refused`]),
    ...idProblems(component),
    ...(CLASS_PROBLEMS[component.platform]?.(component) ?? []),
  ];
}
