import type { Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { Broker } from '../../homeassistant/broker.ts';
import type { Subscription } from '../../homeassistant/broker-link.ts';
import type { BrokerAccess, MqttSettings } from '../../homeassistant/config/settings.ts';
import { wordsOf } from '../../homeassistant/state/trouble.ts';
import { selfSigned } from '../../src/simulator/certificate.ts';
import { type BrokerOptions, startBroker, type TestBroker } from '../support/bridge-broker.ts';
import { read, SMALLEST } from '../support/bridge-config.ts';
import { startSlowBroker } from '../support/bridge-slow-broker.ts';
import { until } from '../support/checks.ts';
import { closedPort, listenOddly } from '../support/servers.ts';

const closing: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

/** A client of ours, and what it was told. */
function connectTo(
  url: string,
  keys = '',
  access: () => BrokerAccess = () => ({}),
  subscriptions: readonly Subscription[] = [{ topic: 'drive/+/refresh/set' }],
) {
  const protocol = keys.includes('protocol') ? '' : 'protocol: "3.1.1", ';
  const { mqtt } = read(`${SMALLEST}\nmqtt: {url: "${url}", ${protocol}${keys}}`);
  const said: string[] = [];
  const messages: string[] = [];
  const settings: MqttSettings = { ...mqtt, access };
  const broker = new Broker(
    settings,
    {
      clientId: 'bridge',
      will: { topic: 'drive/bridge/state', payload: 'offline' },
      subscriptions,
    },
    {
      up: () => said.push('up'),
      down: (why) => said.push(wordsOf(why)),
      message: (topic, payload, retained) =>
        messages.push(`${topic} ${payload}${retained ? ' retained' : ''}`),
      refused: (topic, why) => said.push(`refused ${topic}: ${wordsOf(why)}`),
    },
  );
  broker.start();
  closing.push(() => broker.end(200));
  return { broker, said, messages };
}

/** A broker, and a client of ours that is connected to it. */
async function connected(options: BrokerOptions = {}) {
  const server = await listening(options);
  const client = connectTo(`mqtt://127.0.0.1:${server.port}`);
  await until(() => client.said.includes('up'));
  return { server, ...client };
}

async function listening(options: BrokerOptions = {}): Promise<TestBroker> {
  const server = await startBroker(options);
  closing.push(() => server.close());
  return server;
}

describe.concurrent('a connection to a broker of MQTT 5', () => {
  it('has no more messages under way than the broker takes, whoever sends them', async () => {
    const { port, counts, close } = await startSlowBroker(2);
    closing.push(close);
    const { broker, said } = connectTo(`mqtt://127.0.0.1:${port}`, 'protocol: "5"');
    await until(() => said.includes('up'));
    const topics = ['a/1', 'a/2', 'b/event', 'a/3', 'c/event'];
    await Promise.all(topics.map((topic) => broker.publish(topic, 'x', !topic.includes('event'))));
    expect([counts.most, counts.all]).toEqual([2, 5]);
  });

  it('that is lost lets nobody wait for a turn', async () => {
    const { port, counts, close } = await startSlowBroker(1);
    closing.push(close);
    const { broker, said } = connectTo(`mqtt://127.0.0.1:${port}`, 'protocol: "5"');
    await until(() => said.includes('up'));
    const sent = ['a', 'b', 'c'].map((topic) => broker.publish(topic, 'x', true));
    broker.drop({ message: 'enough' });
    const outcomes = await Promise.allSettled(sent);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(counts.all).toBeLessThanOrEqual(1);
  });

  it.each([
    [135, 'does not allow this account'],
    [128, 'does not allow this account'],
    [151, 'quota is exceeded'],
  ])('says why a subscription is refused by code %d', async (code, why) => {
    const { port, close } = await startSlowBroker(9, code);
    closing.push(close);
    const { said } = connectTo(`mqtt://127.0.0.1:${port}`, 'protocol: "5"');
    await until(() => said.some((words) => words.startsWith('refused drive/+/refresh/set')));
    expect(said.join()).toContain(why);
  });
});

describe.concurrent('a connection to a broker', () => {
  it('does not complain of a refused subscription that it can do without', async () => {
    const { port, close } = await startSlowBroker(9, 135);
    closing.push(close);
    const topics = [{ topic: 'a', isOptional: true }, { topic: 'b' }];
    const { said } = connectTo(`mqtt://127.0.0.1:${port}`, 'protocol: "5"', () => ({}), topics);
    await until(() => said.some((words) => words.startsWith('refused b')));
    expect(said.filter((words) => words.startsWith('refused'))).toHaveLength(1);
  });

  it('publishes with QoS 1, retained where it is to be, and settles when the broker has it', async () => {
    const { server, broker } = await connected();
    await broker.publish('a/b', 'one', true);
    await broker.publish('a/c', 'two', false);
    expect(server.heard.map(({ topic, payload, retain, qos }) => [topic, payload, retain, qos])).toEqual([
      ['a/b', 'one', true, 1],
      ['a/c', 'two', false, 1],
    ]);
  });

  it('hears what it listens to, and whether that was there before', async () => {
    const server = await listening();
    await server.publish('drive/office/refresh/set', 'old', true);
    const { said, messages } = connectTo(`mqtt://127.0.0.1:${server.port}`);
    await until(() => said.includes('up') && messages.length === 1);
    await server.publish('drive/office/refresh/set', 'PRESS');
    await server.publish('drive/office/connections', '{}');
    await until(() => messages.length === 2);
    expect(messages).toEqual(['drive/office/refresh/set old retained', 'drive/office/refresh/set PRESS']);
  });

  it('leaves a will, which is published when it is lost and not when it is ended', async () => {
    const { server, broker, said } = await connected();
    server.kick();
    await until(() => server.retained.get('drive/bridge/state') === 'offline');
    await until(() => said.filter((words) => words === 'up').length === 2);
    const wills = server.heard.length;
    await broker.end(1000);
    await until(() => server.clients.size === 0);
    expect(server.heard).toHaveLength(wills);
  });

  it('is made again when it was lost, and replays nothing', async () => {
    const { server, broker, said } = await connected();
    await broker.publish('a', '1', true);
    server.kick();
    await until(() => said.length === 3);
    expect(said).toEqual(['up', 'the connection to the broker was lost', 'up']);
    expect(server.heard.filter(({ topic }) => topic === 'a')).toHaveLength(1);
  });

  it('takes nothing while it is not there', async () => {
    const { broker } = connectTo(`mqtt://127.0.0.1:${await closedPort()}`);
    await expect(broker.publish('a', '1', true)).rejects.toThrow('the connection to the broker was lost');
    expect(broker.isUp).toBe(false);
  });

  it('that is given up is lost for that reason', async () => {
    const { broker, said } = await connected();
    broker.drop({ message: 'it acknowledges nothing' });
    await until(() => said.length === 2);
    expect(said[1]).toBe('it acknowledges nothing');
  });
});

describe.concurrent('what is no broker', () => {
  it.each([
    ['hangs up at once', (socket: Socket) => void socket.end()],
    ['hangs up on the first packet', (socket: Socket) => void socket.once('data', () => socket.destroy())],
  ])('and %s is doubted to be one', async (_, behave) => {
    const odd = await listenOddly(behave);
    closing.push(() => odd.close());
    const { said } = connectTo(`mqtt://127.0.0.1:${odd.port}`);
    await until(() => said.length > 0);
    expect(said[0]).toMatch(
      /^what listens there closed the connection before it took us in\. Is it an MQTT broker, /,
    );
  });

  it('and says something else is said to be unreachable as a broker', async () => {
    const odd = await listenOddly((socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    closing.push(() => odd.close());
    const { said } = connectTo(`mqtt://127.0.0.1:${odd.port}`);
    await until(() => said.length > 0);
    expect(said[0]).toMatch(/broker/);
    expect(said[0]).not.toContain('was lost');
  });
});

describe.concurrent('a broker that cannot be reached', () => {
  it('is named, with a remedy', async () => {
    const port = await closedPort();
    const { said } = connectTo(`mqtt://127.0.0.1:${port}`);
    await until(() => said.length > 0);
    expect(said[0]).toBe(
      `the broker 127.0.0.1:${port} cannot be reached: it refuses connections. Is the broker up, and is the url right?`,
    );
  });

  it('is tried again until it is there', async () => {
    const port = await closedPort();
    const { said } = connectTo(`mqtt://127.0.0.1:${port}`);
    await until(() => said.length > 0);
    const server = await startBroker({ port });
    closing.push(() => server.close());
    await until(() => said.includes('up'));
  });

  it('because it speaks 3.1.1 only is said to, with the remedy', async () => {
    const server = await listening();
    const { said } = connectTo(`mqtt://127.0.0.1:${server.port}`, 'protocol: "5"');
    await until(() => said.length > 0);
    expect(said[0]).toBe('the broker does not speak this version of MQTT. Set mqtt.protocol to "3.1.1"');
  });

  it('answers nothing, and the end does not wait for it', async () => {
    const silent = await listenOddly(() => undefined);
    closing.push(() => silent.close());
    const { broker } = connectTo(`mqtt://127.0.0.1:${silent.port}`);
    await until(() => silent.connections() === 1);
    const began = performance.now();
    await broker.end(300);
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('is another server, and that is said', async () => {
    const web = await listenOddly((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    closing.push(() => web.close());
    const { said } = connectTo(`mqtt://127.0.0.1:${web.port}`);
    await until(() => said.length > 0);
    expect(said[0]).toMatch(/broker/);
  });
});

describe.concurrent('credentials', () => {
  it('that are wrong are said to be, and those that were put right count at the next try', async () => {
    const server = await listening({ account: 'bridge:right' });
    let password = 'wrong';
    const { said } = connectTo(`mqtt://127.0.0.1:${server.port}`, 'username: bridge', () => ({ password }));
    await until(() => said.length > 0);
    expect(said[0]).toMatch(
      /^the broker refuses .+ Correct mqtt\.username and its password_file; both are read again at the next try$/,
    );
    password = 'right';
    await until(() => said.includes('up'));
  });

  it('that cannot be read are no end', async () => {
    const server = await listening();
    let isThere = false;
    const { said } = connectTo(`mqtt://127.0.0.1:${server.port}`, '', () => {
      if (!isThere) throw new Error('there is no such file');
      return {};
    });
    await until(() => said.length > 0);
    expect(said[0]).toContain('there is no such file');
    isThere = true;
    await until(() => said.includes('up'));
  });
});

describe.concurrent('a certificate', () => {
  it('that is trusted by a CA file, or named by its fingerprint, is accepted', async () => {
    const tls = await selfSigned();
    const server = await listening({ tls });
    const url = `mqtts://127.0.0.1:${server.port}`;
    const byFile = connectTo(url, '', () => ({ ca: tls.certificate })).said;
    const byPrint = connectTo(url, `client_id: other, fingerprint: "${tls.fingerprint}"`).said;
    await until(() => byFile.length > 0 && byPrint.length > 0);
    expect([byFile[0], byPrint[0]]).toEqual(['up', 'up']);
  });

  it('that nobody trusts is refused before anything is sent', async () => {
    const tls = await selfSigned();
    const server = await listening({ tls, account: 'bridge:secret' });
    const { said } = connectTo(`mqtts://127.0.0.1:${server.port}`, 'username: bridge', () => ({
      password: 'secret',
    }));
    await until(() => said.length > 0);
    expect(said[0]).toMatch(/certificate/);
    expect([server.clients.size, said.includes('up')]).toEqual([0, false]);
  });

  it('is asked for in vain where the broker speaks no TLS', async () => {
    const server = await listening();
    const { said } = connectTo(`mqtts://127.0.0.1:${server.port}`);
    await until(() => said.length > 0);
    expect(said[0]).toMatch(/^the broker 127\.0\.0\.1:\d+ cannot be reached: .+/);
  });
});
