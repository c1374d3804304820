import { expect, vi } from 'vitest';
import { version } from '../../../src/version.ts';
import { DISABLED, type Expected, expectedBridge, type Shown } from './expected.ts';
import { expectedDocumented } from './expected-documented.ts';
import { expectedDsm } from './expected-dsm.ts';
import type { HomeAssistant } from './home-assistant.ts';
import type { Office } from './office.ts';
import { readThings, type Thing } from './things.ts';

/** A state as far as it is to be compared: when an event was last is no matter, percentages to one place. */
function stateOf(thing: Thing, kind: string, unit: unknown): string | number {
  if (thing.disabled) return DISABLED;
  const { state = 'missing' } = thing;
  if (kind === 'event') return state === 'unavailable' ? state : 'available';
  const value = Number(state);
  if (kind !== 'sensor' || Number.isNaN(value)) return state;
  const places = unit === '%' ? 10 : 100;
  return Math.round(value * places) / places;
}

function shownBy(thing: Thing): readonly [string, Shown] {
  const kind = thing.id.split('.')[0] ?? '';
  const metric = thing.uniqueId.slice(thing.uniqueId.lastIndexOf('-') + 1);
  const { unit_of_measurement: unit, device_class: deviceClass } = thing.attributes;
  const shown = {
    via: thing.via,
    state: stateOf(thing, kind, unit),
    ...(typeof unit === 'string' && { unit }),
    ...(typeof deviceClass === 'string' && { deviceClass }),
  };
  return [`${thing.device}: ${kind} ${metric}`, shown];
}

/** What Home Assistant shows of everything that came by MQTT. */
export async function readShown(ha: HomeAssistant): Promise<Expected> {
  return Object.fromEntries((await readThings(ha)).map(shownBy));
}

/** What it should show of an office in which all is well, from the scenarios its NASes play. */
export function expectedOf({ documented, dsm }: Office): Expected {
  const all = { ...expectedBridge(version), ...expectedDocumented(documented), ...expectedDsm(dsm) };
  // Of what is disabled Home Assistant tells neither unit nor class.
  const stripped = ({ via, state }: Shown) => ({ via, state });
  return Object.fromEntries(
    Object.entries(all).map(([key, shown]) => [key, shown.state === DISABLED ? stripped(shown) : shown]),
  );
}

/** Waits until Home Assistant shows exactly what the office's NASes hold. */
export function isWell(office: Office, within = 60_000): Promise<void> {
  const look = async () => expect(await readShown(office.ha)).toEqual(expectedOf(office));
  return vi.waitFor(look, { timeout: within, interval: 1000 });
}
