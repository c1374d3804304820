import type { Component, DiscoveryDocument } from './document.ts';
import { KEYS, LARGEST } from './rules.ts';
import { type Complain, complainOfComponent, complainOfTopic, isRemoval } from './validate-component.ts';

function complainOfStrangers(what: keyof typeof KEYS, value: object, complain: Complain): void {
  for (const key in value) if (!KEYS[what].has(key)) complain(`${what} has an unknown key ${key}`);
}

function complainOfRoot(document: DiscoveryDocument, complain: Complain): void {
  const { device, origin, components, availability = [], state_topic } = document;
  complainOfStrangers('root', document, complain);
  complainOfStrangers('device', device, complain);
  complainOfStrangers('origin', origin, complain);
  if (device.identifiers.length < 1) complain('device has no identifiers');
  if (origin.name === '') complain('origin has no name');
  if (Object.keys(components).length === 0) complain('there are no components');
  for (const { topic } of availability) complainOfTopic(topic, complain);
  complainOfTopic(state_topic, complain);
}

function complainOfTwins(
  components: readonly Component[],
  key: 'unique_id' | 'default_entity_id',
  complain: Complain,
): void {
  const seen = new Set<string>();
  for (const { [key]: value } of components)
    if (seen.size === seen.add(value).size) complain(`${key} ${value} is there twice`);
}

function complainOfComponents(document: DiscoveryDocument, complain: Complain): void {
  const { components, availability, state_topic } = document;
  const shared = { availability, state_topic };
  for (const key in components) {
    const component = components[key];
    if (component) complainOfComponent(component, shared, (problem) => complain(`${key}: ${problem}`));
  }
  const all = Object.values(components).filter((component) => !isRemoval(component));
  complainOfTwins(all, 'unique_id', complain);
  complainOfTwins(all, 'default_entity_id', complain);
}

/** Why Home Assistant would refuse a document or a part of it; empty when it would not. */
export function documentProblems(
  topic: string,
  document: DiscoveryDocument,
  text = JSON.stringify(document),
): readonly string[] {
  const problems: string[] = [];
  const complain: Complain = (problem) => problems.push(problem);
  if (!/\/device\/[a-zA-Z0-9_-]+\/config$/.test(topic))
    complain(`${topic} is no discovery topic of a device`);
  complainOfRoot(document, complain);
  complainOfComponents(document, complain);
  const size = Buffer.byteLength(text);
  if (size > LARGEST) complain(`it has ${size} bytes, more than ${LARGEST}`);
  return problems;
}
