import type { Trouble } from './state/nas-state.ts';

/** Reason codes of MQTT 5 (128 and above), and what to do about them. */
const REASONS: Readonly<Record<number, Trouble>> = {
  132: {
    message: 'the broker does not speak this version of MQTT',
    remedy: 'Set mqtt.protocol to "3.1.1"',
  },
  133: { message: 'the broker does not take this client_id', remedy: 'Set another mqtt.client_id' },
  134: {
    message: 'the broker refuses user name or password',
    remedy: 'Correct mqtt.username and its password_file; both are read again at the next try',
  },
  135: {
    message: 'the broker does not allow this account to do that',
    remedy: 'Allow it in the broker’s ACL (README: Plain MQTT)',
  },
  136: { message: 'the broker is not ready' },
  137: { message: 'the broker is busy' },
  138: { message: 'the broker has banned this client', remedy: 'Look at the log of the broker' },
  142: {
    message: 'another client took over our client_id',
    remedy: 'Does a second bridge run? Give each its own mqtt.client_id and mqtt.base_topic',
  },
  139: { message: 'the broker is shutting down' },
  141: { message: 'the broker did not hear from us in time' },
  149: {
    message: 'a message is larger than the broker takes',
    remedy: 'Raise its limit for the size of packets',
  },
  151: { message: 'the broker’s quota is exceeded', remedy: 'Look at the log of the broker' },
  154: {
    message: 'the broker keeps no retained messages',
    remedy: 'Allow them: without them nothing is there after a restart',
  },
};

/** Return codes of MQTT 3.1.1, as those of MQTT 5. */
const OLD_CODES: Readonly<Record<number, number>> = { 1: 132, 2: 133, 3: 136, 4: 134, 5: 135 };

/** Of CONNACK in MQTT 3.1.1: 5 is what most brokers say of wrong credentials, too. */
const NOT_AUTHORISED: Trouble = {
  message: 'the broker refuses the connection (not authorised)',
  remedy: 'Correct mqtt.username and its password_file; both are read again at the next try',
};

/** What a code of the broker means; in CONNACK 135 is about the account as a whole. */
export function reasonTrouble(code: number, during: 'connect' | 'work' = 'work'): Trouble {
  const known = OLD_CODES[code] ?? code;
  if (during === 'connect' && known === 135) return NOT_AUTHORISED;
  return (
    REASONS[known] ?? { message: `the broker answered code ${code}`, remedy: 'Look at the log of the broker' }
  );
}

/** 128 is all that 3.1.1 has for it, and says no more in MQTT 5: nearly always it is the ACL. */
export const refusedSubscription = (code: number): Trouble => reasonTrouble(code === 128 ? 135 : code);

export const FIGHT: Trouble = {
  message: 'the broker closes each connection soon after it was made',
  remedy:
    'Does another client use the same mqtt.client_id? Give each its own; otherwise look at the log of the broker',
};

export const LOST: Trouble = { message: 'the connection to the broker was lost' };

/** The other end hung up on our first packet, or never spoke. */
export const NO_WELCOME: Trouble = {
  message: 'what listens there closed the connection before it took us in',
  remedy:
    'Is it an MQTT broker, and does the url name its port and way in (mqtt, mqtts, ws, wss)? Otherwise look at the log of the broker',
};
