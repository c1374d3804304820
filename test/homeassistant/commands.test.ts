import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Commands } from '../../homeassistant/commands.ts';
import { NAMES } from '../support/bridge.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const commands = () => new Commands(NAMES, ['office', 'home']);
const OFFICE = 'synology_drive/office/refresh/set';
const ALL = 'synology_drive/bridge/refresh/set';

describe('a command', () => {
  it.each([
    [OFFICE, 'PRESS', { nas: 'office' }],
    ['synology_drive/home/refresh/set', 'PRESS', { nas: 'home' }],
    [ALL, 'PRESS', {}],
    [OFFICE, ' PRESS\n', { nas: 'office' }],
    [OFFICE, 'press', undefined],
    [OFFICE, '', undefined],
    [OFFICE, 'PRESS PRESS', undefined],
    ['synology_drive/cellar/refresh/set', 'PRESS', undefined],
    ['synology_drive/office/refresh', 'PRESS', undefined],
    ['other/office/refresh/set', 'PRESS', undefined],
  ])('on %s with %j is read as %j', (topic, payload, expected) => {
    expect(commands().read(topic, payload, false)).toEqual(expected);
  });

  it('that is retained was meant for another time, and does not count', () => {
    const reader = commands();
    expect(reader.read(OFFICE, 'PRESS', true)).toBeUndefined();
    expect(reader.read(OFFICE, 'PRESS', false)).toEqual({ nas: 'office' });
  });

  it('is obeyed once in ten seconds, for each NAS by itself', () => {
    const reader = commands();
    expect(reader.read(OFFICE, 'PRESS', false)).toBeDefined();
    vi.advanceTimersByTime(9900);
    expect(reader.read(OFFICE, 'PRESS', false)).toBeUndefined();
    expect(reader.read(ALL, 'PRESS', false)).toBeDefined();
    vi.advanceTimersByTime(200);
    expect(reader.read(OFFICE, 'PRESS', false)).toBeDefined();
  });
});
