import { setTimeout as sleep } from 'node:timers/promises';
import { OptionsError } from './bridge-files.mjs';

/** What the Supervisor answers, `{"result":"ok","data":{"host":"core-mosquitto","port":1883,"ssl":false,…}}`. */
async function ask(/** @type {string} */ url, /** @type {string} */ token) {
  const response = await fetch(`${url}/services/mqtt`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(10_000),
  });
  const answer = await response.json();
  const { data } = answer;
  // Without a broker: 400 {"result":"error","message":"…"}
  if (answer.result !== 'ok') throw new Error(answer.message || `HTTP ${response.status}`);
  if (typeof data?.host !== 'string' || !Number.isInteger(Number(data.port)))
    throw new Error('no host and port');
  return { ...data, port: Number(data.port) };
}

/**
 * The broker that Home Assistant's Supervisor offers. Asked several times, since after a boot of the machine neither
 * Supervisor nor broker need to be ready.
 *
 * @param {{ url: string, token: string, tries: number, pause: number, say: (words: string) => void }} options
 */
export async function mqttService({ url, token, tries, pause, say }) {
  for (let left = tries; ; left -= 1) {
    try {
      return await ask(url, token);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (left <= 1)
        throw new OptionsError(
          `mqtt.url: empty, and Home Assistant offers no MQTT broker (${words}). Install the app Mosquitto broker, or fill in the url`,
        );
      say(`Home Assistant offers no MQTT broker yet (${words}); asking again`);
      await sleep(pause);
    }
  }
}
