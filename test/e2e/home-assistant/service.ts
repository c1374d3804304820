import type { HomeAssistant } from './home-assistant.ts';
import { readState } from './things.ts';

/** Does what a person does who presses a button on the screen. */
export async function press(ha: HomeAssistant, entity: string): Promise<void> {
  // Of an entity that is not there Home Assistant says nothing.
  const { state } = await readState(ha, entity);
  if (state === 'unavailable') throw new Error(`${entity} is unavailable`);
  await ha.api('/api/services/button/press', { body: { entity_id: entity } });
}
