import { describe, expect, it } from 'vitest';
import { PublishRefused } from '../../../homeassistant/broker-link.ts';
import { EventPost } from '../../../homeassistant/publish/event-post.ts';
import { UnreachableError } from '../../../src/dsm/errors.ts';

/** Sends events to a broker that answers as it is told. */
function kit() {
  const said: string[] = [];
  const sent: string[] = [];
  const answer: { error?: Error } = {};
  const broker = {
    async publish(topic: string, payload: string, retain: boolean): Promise<void> {
      sent.push(`${topic} ${payload} ${retain}`);
      if (answer.error) throw answer.error;
    },
  };
  const info = {
    complain: (key: string, { message }: { message: string }) => void said.push(`${key}: ${message}`),
    settle: (key: string) => void said.push(`${key} is settled`),
  };
  return { post: new EventPost(broker, info), said, sent, answer };
}

describe('an event', () => {
  it('is sent, and not retained', async () => {
    const { post, sent, said } = kit();
    await post.send('a/event', '{}');
    expect([sent, said]).toEqual([['a/event {} false'], ['broker/event a/event is settled']]);
  });

  it('that the broker refuses is complained of and given up', async () => {
    const { post, said, answer } = kit();
    answer.error = new PublishRefused({ message: 'not allowed' });
    await post.send('a/event', '{}');
    expect(said).toEqual(['broker/event a/event: not allowed']);
  });

  it('that is larger than the broker takes is complained of and not sent', async () => {
    const { post, sent, said } = kit();
    post.open(100);
    await post.send('a/event', 'x'.repeat(100));
    expect([sent, said]).toEqual([
      [],
      ['broker/event a/event: not sent to a/event: it has 123 bytes, and the broker takes 100'],
    ]);
  });

  it('that meets no broker is left to be told later', async () => {
    const { post, said, answer } = kit();
    answer.error = new UnreachableError('reset', 'lost');
    await expect(post.send('a/event', '{}')).rejects.toThrow('lost');
    expect(said).toEqual([]);
  });
});
