import { describe, expect, it } from 'vitest';
import { eavesdropOn } from '../../support/eavesdropper.ts';
import type { Bridge } from './house/bridge.ts';
import { NAS } from './house/documents.ts';
import { type House, withHouse } from './house/house.ts';
import { PASSWORD } from './house/office.ts';

const BROKER_PASSWORD = 'broker password 91aa';
const WRONG = 'a wrong password 77be';
const accounts = { bridge: BROKER_PASSWORD };
const mqtt = { username: 'bridge', password_file: 'mqtt-password' };

/** A secret in every form in which it could stand somewhere. */
const forms = (secret: string) => [
  secret,
  encodeURIComponent(secret),
  secret.replaceAll(' ', '+'),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('hex'),
];

function expectNoneOf(secrets: readonly string[], house: House, bridge: Bridge): void {
  const said = [
    ...bridge.log.map(({ text }) => text),
    ...house.onlooker.messages.map(({ text }) => text),
  ].join('\n');
  expect(said.length).toBeGreaterThan(0);
  expect(secrets.flatMap(forms).filter((form) => said.includes(form))).toEqual([]);
}

/** Lets the bridge reach the NAS through somebody who hears what is secret. */
async function overheard(house: House) {
  const eavesdropper = await eavesdropOn(house.nas);
  house.leave(() => eavesdropper.close());
  return eavesdropper;
}

describe.concurrent('at the level trace, no secret is said', () => {
  it('while all is well, a session ends, and the NAS fails', () =>
    withHouse({ broker: { accounts } }, async (house) => {
      house.folder.file('mqtt-password', `${BROKER_PASSWORD}\n`);
      const { port, secrets } = await overheard(house);
      const bridge = await house.settle({ log_level: 'trace', mqtt, nas: [{ port }] });
      house.nas.expireSessions();
      await house.onlooker.quiet(2500);
      house.nas.setFault('*', { code: 105 });
      await house.onlooker.untilRetained('no NAS', (kept) =>
        [...kept].some(([topic, text]) => topic.startsWith(`${NAS}/availability`) && text === 'offline'),
      );
      house.nas.clearFaults();
      await bridge.stop();
      expect(secrets.size).toBeGreaterThanOrEqual(4);
      expect(bridge.lines().some(({ level }) => level === 10)).toBe(true);
      expectNoneOf([PASSWORD, BROKER_PASSWORD, ...secrets], house, bridge);
    }));

  it('while broker and NAS refuse the passwords', () =>
    withHouse({ broker: { accounts } }, async (house) => {
      house.folder.file('mqtt-password', `${WRONG}\n`);
      house.folder.file('nas-password', `${WRONG}\n`);
      const bridge = house.start({ log_level: 'trace', mqtt });
      await bridge.says(/password|credential|authori/i);
      await bridge.says(/wrong password/);
      expectNoneOf([WRONG], house, bridge);
    }));

  it('when the passwords came by the environment', () =>
    withHouse({ broker: { accounts } }, async (house) => {
      const env = {
        SYNOLOGY_DRIVE_MQTT_PASSWORD: BROKER_PASSWORD,
        SYNOLOGY_DRIVE_NAS_OFFICE_PASSWORD: PASSWORD,
      };
      const { password_file: _, ...byName } = mqtt;
      const bridge = await house.settle(
        { log_level: 'trace', mqtt: byName, nas: [{ password_file: null }] },
        env,
      );
      await bridge.stop();
      expectNoneOf([PASSWORD, BROKER_PASSWORD], house, bridge);
    }));

  it('while the NAS answers nonsense that holds them', () =>
    withHouse({}, async (house) => {
      house.folder.file('nas-password', `${PASSWORD}\n`);
      house.nas.setFault('SYNO.API.Auth.login', { raw: `<html>no ${PASSWORD} here</html>` });
      const bridge = house.start({ log_level: 'trace' });
      await house.onlooker.untilRetained('no NAS', (kept) => kept.get(`${NAS}/availability`) === 'offline');
      expectNoneOf([PASSWORD], house, bridge);
    }));
});
