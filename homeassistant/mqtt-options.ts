import type { BrokerOptions } from './broker-link.ts';
import type { BrokerAccess, MqttSettings } from './config/settings.ts';

/** How long the broker may take to answer, in milliseconds. */
export const CONNECT_TIMEOUT = 15_000;

/** What the MQTT library is told: it does no more than one connection. */
export const mqttOptions = (
  { username, protocol, keepalive }: MqttSettings,
  { clientId, will }: BrokerOptions,
  { password }: BrokerAccess,
) => ({
  clientId,
  clean: true,
  protocolVersion: protocol === '5' ? (5 as const) : (4 as const),
  keepalive: Math.ceil(keepalive),
  reconnectPeriod: 0,
  connectTimeout: CONNECT_TIMEOUT,
  resubscribe: false,
  queueQoSZero: false,
  // Else a buffer for each of 65,536 numbers is made, and kept.
  writeCache: false,
  ...(username !== undefined && { username }),
  ...(password !== undefined && { password }),
  ...(will && { will: { ...will, payload: Buffer.from(will.payload), qos: 1 as const, retain: true } }),
});
