import { until } from '../peers/until.ts';
import type { HomeAssistant } from './home-assistant.ts';

interface FlowStep {
  readonly type: string;
  readonly flow_id: string;
  readonly errors?: unknown;
}

/** Adds the MQTT integration as its owner does, with what the form suggests. */
export async function joinBroker(ha: HomeAssistant, port: number): Promise<void> {
  const flow = '/api/config/config_entries/flow';
  // The first seconds after its start it does not know its own flows yet.
  const { flow_id } = await until('the MQTT integration to be offered', async () => {
    return (await ha.api(flow, { body: { handler: 'mqtt' } })) as FlowStep;
  });
  const settings = { set_client_cert: false, set_ca_cert: 'off', transport: 'tcp' };
  const body = { broker: '127.0.0.1', port, protocol: '5', other_settings: settings };
  const step = (await ha.api(`${flow}/${flow_id}`, { body })) as FlowStep;
  if (step.type !== 'create_entry') throw new Error(`the broker was refused: ${JSON.stringify(step)}`);
}
