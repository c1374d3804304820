import { topicProblem } from '../topic-rules.ts';
import type { DiscoveryDocument } from './document.ts';
import { KEYS, LARGEST } from './rules.ts';
import { componentProblems } from './validate-component.ts';

const strangers = (what: keyof typeof KEYS, value: object) =>
  Object.keys(value)
    .filter((key) => !KEYS[what].has(key))
    .map((key) => `${what} has an unknown key ${key}`);

function repeated(values: readonly string[], what: string): string[] {
  const seen = new Set<string>();
  const twice = values.filter((value) => seen.size === seen.add(value).size);
  return twice.map((value) => `${what} ${value} is there twice`);
}

function rootProblems(document: DiscoveryDocument): string[] {
  const { device, origin, components, availability = [], state_topic } = document;
  const topics = [
    ...availability.map(({ topic }) => topic),
    ...(state_topic === undefined ? [] : [state_topic]),
  ];
  return [
    ...strangers('root', document),
    ...strangers('device', device),
    ...strangers('origin', origin),
    ...(device.identifiers.length > 0 ? [] : ['device has no identifiers']),
    ...(origin.name === '' ? ['origin has no name'] : []),
    ...(Object.keys(components).length > 0 ? [] : ['there are no components']),
    ...topics.flatMap((topic) => {
      const problem = topicProblem(topic);
      return problem === undefined ? [] : [`the topic ${topic}: ${problem}`];
    }),
  ];
}

/** Why Home Assistant would refuse a document or a part of it; empty when it would not. */
export function documentProblems(
  topic: string,
  document: DiscoveryDocument,
  text = JSON.stringify(document),
): readonly string[] {
  const { components, availability, state_topic } = document;
  const shared = { availability, state_topic };
  const all = Object.values(components);
  const size = Buffer.byteLength(text);
  return [
    ...(/\/device\/[a-zA-Z0-9_-]+\/config$/.test(topic)
      ? []
      : [`${topic} is no discovery topic of a device`]),
    ...rootProblems(document),
    ...Object.entries(components).flatMap(([key, component]) =>
      componentProblems(component, shared).map((problem) => `${key}: ${problem}`),
    ),
    ...repeated(
      all.map(({ unique_id }) => unique_id),
      'unique_id',
    ),
    ...repeated(
      all.map(({ default_entity_id }) => default_entity_id),
      'default_entity_id',
    ),
    ...(size > LARGEST ? [`it has ${size} bytes, more than ${LARGEST}`] : []),
  ];
}
