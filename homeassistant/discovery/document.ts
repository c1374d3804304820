/** What Home Assistant is told of a device and its entities; the rules are in `validate.ts`. */
export interface DiscoveryDocument {
  readonly device: Device;
  readonly origin: Origin;
  readonly components: Readonly<Record<string, Component>>;
  readonly availability?: readonly AvailabilityTopic[];
  readonly availability_mode?: 'all';
  readonly state_topic?: string;
  readonly qos: 1;
}

export interface Device {
  readonly identifiers: readonly [string];
  readonly connections?: readonly (readonly ['mac', string])[];
  readonly name: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly sw_version?: string;
  readonly configuration_url?: string;
  readonly via_device?: string;
}

export interface Origin {
  readonly name: string;
  readonly sw_version: string;
  readonly support_url: string;
}

export interface AvailabilityTopic {
  readonly topic: string;
}

export type Platform = 'sensor' | 'binary_sensor' | 'button' | 'event';

/** One entity. */
export interface Component {
  readonly platform: Platform;
  readonly unique_id: string;
  readonly default_entity_id: string;
  readonly name: string;
  readonly icon?: string;
  readonly state_topic?: string;
  readonly command_topic?: string;
  readonly value_template?: string;
  readonly device_class?: string;
  readonly state_class?: string;
  readonly unit_of_measurement?: string;
  readonly suggested_display_precision?: number;
  readonly options?: readonly string[];
  readonly event_types?: readonly string[];
  readonly payload_on?: string;
  readonly payload_off?: string;
  readonly entity_category?: 'diagnostic';
  readonly enabled_by_default?: false;
  readonly json_attributes_topic?: string;
  readonly json_attributes_template?: string;
  /** Empty: always available. */
  readonly availability?: readonly AvailabilityTopic[];
}
