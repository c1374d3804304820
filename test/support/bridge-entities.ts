import { bridgeDevice } from '../../homeassistant/discovery/bridge-device.ts';
import { type DeviceSpec, documentOf } from '../../homeassistant/discovery/device.ts';
import type { Component, DiscoveryDocument } from '../../homeassistant/discovery/document.ts';
import { devicesOf } from '../../homeassistant/discovery/nas-devices.ts';
import { NAMES, type Story } from './bridge.ts';
import { render } from './bridge-jinja.ts';

/** The documents of everything that a story knows, the bridge's own among them, by the device's id. */
export async function documentsOf(story: Story): Promise<ReadonlyMap<string, DiscoveryDocument>> {
  const specs: DeviceSpec[] = [
    bridgeDevice(NAMES),
    ...devicesOf(NAMES, story.settings, await story.told()).map(({ make }) => make()),
  ];
  return new Map(specs.map((spec) => [spec.id, documentOf(spec, NAMES)]));
}

const short = (topic: string) => topic.replace(/^synology_drive\//, '');

/** How Home Assistant would show an entity: its state, or what a button sends. */
export function stateOf(
  document: DiscoveryDocument,
  { platform, value_template, state_topic = document.state_topic, command_topic }: Component,
  published: Readonly<Record<string, unknown>>,
): unknown {
  if (platform === 'button') return `PRESS to ${short(command_topic ?? '')}`;
  if (platform === 'event') return `events of ${short(state_topic ?? '')}`;
  const payload = published[short(state_topic ?? '')];
  return value_template === undefined ? payload : render(value_template, payload);
}

/** Everything about an entity but its icon, in one line. */
function entityLine(
  document: DiscoveryDocument,
  one: Component,
  published: Readonly<Record<string, unknown>>,
): string {
  const { default_entity_id, name, device_class, state_class, unit_of_measurement, options, event_types } =
    one;
  const needs = (one.availability ?? document.availability ?? []).map(({ topic }) => short(topic));
  const traits = [
    device_class,
    state_class,
    unit_of_measurement,
    one.suggested_display_precision,
    options?.join('/'),
    event_types?.join('/'),
    one.payload_on && `${one.payload_on}/${one.payload_off}`,
    one.entity_category,
    one.enabled_by_default === false ? 'hidden' : undefined,
  ].filter((trait) => trait !== undefined);
  const state = JSON.stringify(stateOf(document, one, published)) ?? 'nothing';
  return `${default_entity_id}: ${name} [${traits.join(' ')}] of ${needs.join(' ') || 'nothing'} = ${state}`;
}

/** A document's entities, one a line. */
export function entityLines(
  document: DiscoveryDocument,
  published: Readonly<Record<string, unknown>>,
): string[] {
  return Object.values(document.components).map((one) => entityLine(document, one, published));
}

/** What an entity's attributes are. */
export function attributesIn(
  { json_attributes_topic, json_attributes_template }: Component,
  published: Readonly<Record<string, unknown>>,
): unknown {
  if (json_attributes_topic === undefined || json_attributes_template === undefined) return undefined;
  return JSON.parse(String(render(json_attributes_template, published[short(json_attributes_topic)])));
}
