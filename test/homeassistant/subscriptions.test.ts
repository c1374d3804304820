import { describe, expect, it } from 'vitest';
import { Subscriptions } from '../../homeassistant/subscriptions.ts';

/** What is asked of a broker that answers by these codes, and what that tells. */
function kit(codes: Record<string, number>, isFive = true) {
  const asked: string[] = [];
  const told: string[] = [];
  const listener = {
    refused: (topic: string) => void told.push(`${topic} refused`),
    granted: (topic: string) => void told.push(`${topic} granted`),
  };
  const subscriptions = new Subscriptions(listener, isFive, (topic, options, answered) => {
    asked.push(`${topic} ${JSON.stringify(options)}`);
    answered(codes[topic] ?? 1);
  });
  return { subscriptions, asked, told, codes };
}

const ALL = [{ topic: 'a' }, { topic: 'b', noLocal: true }, { topic: 'c', isOptional: true }];

describe('subscriptions', () => {
  it('that are granted are not spoken of', () => {
    const { subscriptions, asked, told } = kit({ a: 1 });
    subscriptions.begin(ALL);
    expect(asked).toEqual(['a {"qos":1,"nl":false}', 'b {"qos":1,"nl":true}', 'c {"qos":1,"nl":false}']);
    subscriptions.retryRefused();
    expect([asked.length, told]).toEqual([3, []]);
  });

  it('have no options of MQTT 5 in 3.1.1', () => {
    const { subscriptions, asked } = kit({}, false);
    subscriptions.begin(ALL);
    expect(asked).toEqual(['a {"qos":1}', 'b {"qos":1}', 'c {"qos":1}']);
  });

  it('that are refused are told and tried again, until they are granted', () => {
    const { subscriptions, asked, told, codes } = kit({ b: 135, c: 135 });
    subscriptions.begin(ALL);
    subscriptions.retryRefused();
    expect(told).toEqual(['b refused', 'b refused']);
    delete codes.b;
    subscriptions.retryRefused();
    subscriptions.retryRefused();
    expect(told.slice(2)).toEqual(['b granted']);
    expect(asked.filter((line) => line.startsWith('b '))).toHaveLength(3);
  });
});
