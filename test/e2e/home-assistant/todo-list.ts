import { until } from '../peers/until.ts';
import type { HomeAssistant } from './home-assistant.ts';
import { readStates } from './things.ts';

/** Adds a to-do list, and gives its entity: Home Assistant begins with a shopping list of its own. */
export async function makeTodoList(ha: HomeAssistant, name: string): Promise<string> {
  const flow = '/api/config/config_entries/flow';
  const { flow_id } = (await ha.api(flow, { body: { handler: 'local_todo' } })) as { flow_id: string };
  await ha.api(`${flow}/${flow_id}`, { body: { todo_list_name: name } });
  const list = await until('the to-do list', async () =>
    (await readStates(ha)).find(
      ({ entity_id, attributes }) => entity_id.startsWith('todo.') && attributes.friendly_name === name,
    ),
  );
  return list.entity_id;
}

/** What stands in it. */
export async function readTodoList(ha: HomeAssistant, entity: string): Promise<readonly string[]> {
  const path = '/api/services/todo/get_items?return_response';
  const answer = (await ha.api(path, { body: { entity_id: entity } })) as {
    service_response: Record<string, { items: { summary: string }[] }>;
  };
  return answer.service_response[entity]?.items.map(({ summary }) => summary) ?? [];
}
