import { version } from '../../src/version.ts';
import type { Names } from '../topics.ts';
import type { DeviceSpec } from './device.ts';
import type { Entity } from './entity.ts';

/** The bridge itself: whether it runs, and what it complained of last. */
export function bridgeDevice(names: Names): DeviceSpec {
  const { bridgeInfo, bridgeState, bridgeRefresh } = names;
  const entities: Entity[] = [
    {
      key: 'connected',
      platform: 'binary_sensor',
      name: 'Connection to the broker',
      needs: 'none',
      topic: bridgeState,
      traits: {
        device_class: 'connectivity',
        payload_on: 'online',
        payload_off: 'offline',
        entity_category: 'diagnostic',
      },
    },
    {
      key: 'version',
      platform: 'sensor',
      name: 'Version',
      topic: bridgeInfo,
      traits: {
        value_template: '{{ value_json.version }}',
        icon: 'mdi:tag-outline',
        entity_category: 'diagnostic',
      },
    },
    {
      key: 'last_error',
      platform: 'sensor',
      name: 'Last error',
      topic: bridgeInfo,
      traits: {
        value_template: '{{ value_json.last_error[:250] if value_json.last_error is string else none }}',
        icon: 'mdi:alert-circle-outline',
        entity_category: 'diagnostic',
      },
    },
    {
      key: 'refresh',
      platform: 'button',
      name: 'Refresh all',
      traits: { command_topic: bridgeRefresh, icon: 'mdi:refresh' },
    },
  ];
  return {
    id: names.bridgeDevice,
    entityPrefix: `${names.slug}_bridge`,
    name: 'Synology Drive Bridge',
    model: 'MQTT bridge',
    manufacturer: 'synology-drive-monitoring',
    swVersion: version,
    entities,
    rank: 'bridge device',
  };
}
