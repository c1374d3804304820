import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Birth } from '../../homeassistant/birth.ts';
import { EchoCheck } from '../../homeassistant/echo-check.ts';
import { Inbox } from '../../homeassistant/inbox.ts';
import type { InfoDesk } from '../../homeassistant/info-desk.ts';
import type { Documents } from '../../homeassistant/publish/documents.ts';
import { NAMES } from '../support/bridge.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An inbox, and what came of the messages in it. */
function opened(protocol: '5' | '3.1.1' = '3.1.1') {
  const heard: string[] = [];
  const info = { complain: (key: string) => heard.push(`complaint ${key}`) } as unknown as InfoDesk;
  const echo = new EchoCheck(protocol, NAMES, info);
  const documents = {
    seen: (topic: string, payload: string, wasThere: boolean) =>
      void heard.push(`document ${topic} ${payload} ${wasThere}`),
  } as Documents;
  const inbox = new Inbox({
    names: NAMES,
    birthTopic: 'homeassistant/status',
    nases: ['office'],
    echo,
    birth: new Birth(() => heard.push('birth')),
    documents,
    onDocument: () => heard.push('look'),
    onCommand: ({ nas = 'all' }) => heard.push(`refresh ${nas}`),
  });
  return { heard, inbox, echo };
}

const OFFICE = NAMES.document(NAMES.nasDevice('office'));

describe('a message', () => {
  it.each([
    ['homeassistant/status', 'online', false, ['birth']],
    ['homeassistant/status', 'online', true, ['birth']],
    ['homeassistant/status', 'offline', false, []],
    ['synology_drive/office/refresh/set', 'PRESS', false, ['refresh office']],
    ['synology_drive/bridge/refresh/set', 'PRESS', false, ['refresh all']],
    ['synology_drive/office/refresh/set', 'PRESS', true, []],
    [OFFICE, '{}', true, [`document ${OFFICE} {} true`, 'look']],
    [OFFICE, '', false, [`document ${OFFICE}  false`]],
    ['homeassistant/sensor/x/config', '{}', true, []],
    ['other/device/x/config', '{}', true, []],
    ['synology_drive/office/connections', '{}', true, []],
    ['', '', false, []],
  ])('on %s with %j, retained %s, comes to this', (topic, payload, retained, expected) => {
    const { heard, inbox } = opened();
    inbox.take(topic, payload, retained);
    vi.advanceTimersByTime(10_000);
    expect(heard).toEqual(expected);
  });
});

describe('our own message', () => {
  const BRIDGE = NAMES.document(NAMES.bridgeDevice);

  it.each([NAMES.bridgeState, BRIDGE])(
    'on %s that is acknowledged and never heard is complained of',
    (topic) => {
      const { heard, echo } = opened();
      echo.begin();
      echo.sent(topic, 'online');
      vi.advanceTimersByTime(4900);
      expect(heard).toEqual([]);
      vi.advanceTimersByTime(200);
      expect(heard).toEqual([`complaint broker/echo ${topic}`]);
    },
  );

  it('that is heard is well, whether before its acknowledgement or after', () => {
    const { heard, echo, inbox } = opened();
    echo.begin();
    echo.sent(NAMES.bridgeState, 'online');
    inbox.take(NAMES.bridgeState, 'online', false);
    inbox.take(BRIDGE, '{}', false);
    echo.sent(BRIDGE, '{}');
    vi.advanceTimersByTime(60_000);
    expect(heard.filter((line) => line.startsWith('complaint'))).toEqual([]);
  });

  it('that was retained there before proves nothing', () => {
    const { heard, echo, inbox } = opened();
    echo.begin();
    inbox.take(NAMES.bridgeState, 'online', true);
    echo.sent(NAMES.bridgeState, 'online');
    vi.advanceTimersByTime(6000);
    expect(heard).toHaveLength(1);
  });

  it('has to be heard anew on a new connection', () => {
    const { heard, echo, inbox } = opened();
    inbox.take(NAMES.bridgeState, 'online', false);
    echo.begin();
    echo.sent(NAMES.bridgeState, 'online');
    vi.advanceTimersByTime(6000);
    expect(heard).toHaveLength(1);
  });

  it('is not waited for in MQTT 5, where a broker says what it refuses, nor after the end', () => {
    const [five, ended] = [opened('5'), opened()];
    five.echo.sent(NAMES.bridgeState, 'online');
    ended.echo.sent(NAMES.bridgeState, 'online');
    ended.echo.stop();
    vi.advanceTimersByTime(60_000);
    expect([...five.heard, ...ended.heard]).toEqual([]);
  });

  it.each(['synology_drive/office/connections', NAMES.document('x')])('on %s is not waited for', (topic) => {
    const { heard, echo } = opened();
    echo.sent(topic, 'x');
    echo.sent(NAMES.document(NAMES.bridgeDevice), '');
    vi.advanceTimersByTime(60_000);
    expect(heard).toEqual([]);
  });
});
