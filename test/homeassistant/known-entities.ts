import { readConfig } from '../../homeassistant/config/read.ts';
import { settingsOf } from '../../homeassistant/config/settings.ts';
import { bridgeDevice } from '../../homeassistant/discovery/bridge-device.ts';
import type { Entity } from '../../homeassistant/discovery/entity.ts';
import { nasDevice } from '../../homeassistant/discovery/nas-device.ts';
import { taskDevice } from '../../homeassistant/discovery/task-device.ts';
import { userDevice } from '../../homeassistant/discovery/user-device.ts';
import { initialState } from '../../homeassistant/state/nas-state.ts';
import { namesOf } from '../../homeassistant/topics.ts';

const CONFIG = 'nas: [{id: office, name: Office NAS, host: nas.example.com, username: monitor}]';
const ENV = { SYNOLOGY_DRIVE_NAS_OFFICE_PASSWORD: 'secret' };

/** Every entity that a bridge can announce, whichever dialect its NAS speaks. */
export function knownEntities(): readonly Entity[] {
  const names = namesOf('synology_drive', 'homeassistant');
  const [settings] = settingsOf('bridge.yaml', readConfig('bridge.yaml', CONFIG, ENV)).nas;
  if (!settings) throw new Error('the configuration has no NAS');
  const words = { slug: 'a', entitySlug: 'a', title: 'A' };
  const ofNas = (['documented', 'dsm'] as const).flatMap((dialect) => {
    const state = initialState({ dialect, users: new Map(), tasks: new Map() });
    return [
      nasDevice(names, settings, state),
      taskDevice(names, settings, words),
      userDevice(names, settings, state, words),
    ];
  });
  return [bridgeDevice(names), ...ofNas].flatMap(({ entities }) => entities);
}

/** Names of the attributes that an entity's template makes. */
export const attributesOf = ({ traits }: Entity): string[] =>
  [...(traits.json_attributes_template ?? '').matchAll(/'(\w+)': value_json/g)].map(([, name = '']) => name);
