import type { Socket } from 'node:net';
import { connect, type IClientOptions, MqttClient } from 'mqtt';
import { Slots } from '../src/drive/slots.ts';
import { UnreachableError } from '../src/dsm/errors.ts';
import { type BrokerLimits, type BrokerListener, type BrokerOptions, PublishRefused } from './broker-link.ts';
import { BrokerPatience } from './broker-patience.ts';
import { FIGHT, LOST, NO_WELCOME, reasonTrouble } from './broker-reasons.ts';
import { type BrokerEndpoint, brokerEndpoint, openSocket, socketTrouble } from './broker-socket.ts';
import type { BrokerAccess, MqttSettings } from './config/settings.ts';
import { CONNECT_TIMEOUT, mqttOptions } from './mqtt-options.ts';
import type { Trouble } from './state/nas-state.ts';
import { troubleOf } from './state/trouble.ts';
import { Subscriptions } from './subscriptions.ts';

type ReasonError = Error & { readonly code?: number };

const lost = () => new UnreachableError('reset', LOST.message);

/**
 * The way to the broker; the one file that knows the MQTT library. Every connection is a client of its own, so that none
 * replays the past.
 */
export class Broker {
  readonly #settings: MqttSettings;
  readonly #options: BrokerOptions;
  readonly #listener: BrokerListener;
  readonly #patience = new BrokerPatience();
  #client: MqttClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  #abort: AbortController | undefined;
  /** A broker may end the connection over more messages under way than it takes. */
  #slots = new Slots(1);
  #subscriptions: Subscriptions | undefined;
  #isUp = false;
  #ended = false;
  /** Why the broker said that it would end this connection. */
  #farewell: Trouble | undefined;

  constructor(settings: MqttSettings, options: BrokerOptions, listener: BrokerListener) {
    this.#settings = settings;
    this.#options = options;
    this.#listener = listener;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Connects, and again whenever that is lost, until `end`. */
  start(): void {
    this.#attempt().catch((error: unknown) => this.#failed(troubleOf(error)));
  }

  async #attempt(): Promise<void> {
    const endpoint = brokerEndpoint(this.#settings);
    const access = this.#settings.access();
    this.#abort = new AbortController();
    const limit = setTimeout(() => this.#abort?.abort(), CONNECT_TIMEOUT);
    try {
      const socket = await openSocket(endpoint, this.#settings, access, this.#abort.signal);
      if (this.#ended) socket.destroy();
      else this.#speak(socket, endpoint, access);
    } finally {
      clearTimeout(limit);
    }
  }

  #speak(socket: Socket, endpoint: BrokerEndpoint, access: BrokerAccess): void {
    const options = mqttOptions(this.#settings, this.#options, access);
    const client = endpoint.webSocket
      ? connect({
          ...options,
          protocol: endpoint.tls ? 'wss' : 'ws',
          hostname: endpoint.host,
          port: endpoint.port,
          path: endpoint.path,
          wsOptions: { createConnection: () => socket },
        } as IClientOptions)
      : new MqttClient(() => socket, options);
    this.#client = client;
    this.#farewell = undefined;
    let complaint: Trouble | undefined;
    client.on('connect', (connack) => {
      const { receiveMaximum, maximumPacketSize } = connack.properties ?? {};
      this.#connected(client, {
        inFlight: receiveMaximum ?? 65_535,
        size: maximumPacketSize ?? Number.POSITIVE_INFINITY,
      });
    });
    client.on('error', (error: ReasonError) => {
      complaint =
        typeof error.code === 'number'
          ? reasonTrouble(error.code, 'connect')
          : troubleOf(socketTrouble(error, endpoint));
      client.end(true);
    });
    client.on('disconnect', ({ reasonCode }) => {
      this.#farewell = reasonTrouble(reasonCode ?? 128);
    });
    client.on('message', (topic, payload, packet) =>
      this.#listener.message(topic, payload.toString('utf8'), packet.retain),
    );
    client.on('close', () => {
      if (this.#client !== client) return;
      client.removeAllListeners();
      client.on('error', () => undefined);
      client.end(true);
      this.#failed(this.#farewell ?? complaint ?? (this.#isUp ? LOST : NO_WELCOME));
    });
  }

  #connected(client: MqttClient, limits: BrokerLimits): void {
    this.#isUp = true;
    this.#slots = new Slots(limits.inFlight);
    this.#patience.connected();
    this.#subscriptions = new Subscriptions(
      this.#listener,
      this.#settings.protocol === '5',
      (topic, options, answered) =>
        client.subscribe(topic, options, (_error, _granted, suback) => {
          if (client === this.#client && suback) answered(Number(suback.granted[0]));
        }),
    );
    this.#subscriptions.begin(this.#options.subscriptions);
    this.#listener.up(limits);
  }

  /** Asks again for what the broker would not let us listen to. */
  retryRefused(): void {
    this.#subscriptions?.retryRefused();
  }

  #failed(why: Trouble): void {
    this.#patience.failed();
    this.#isUp = false;
    this.#client = undefined;
    this.#subscriptions = undefined;
    if (this.#ended) return;
    this.#listener.down(why === LOST && this.#patience.isSuspicious ? FIGHT : why);
    this.#timer = setTimeout(() => this.start(), this.#patience.pause);
  }

  /**
   * Publishes with QoS 1 and settles when the broker has it. Rejects with PublishRefused, or with an UnreachableError when
   * the connection is lost before that.
   */
  publish(topic: string, payload: string, retain: boolean): Promise<void> {
    const client = this.#client;
    if (!client || !this.#isUp) return Promise.reject(lost());
    return this.#slots.run(() => this.#publishBy(client, topic, payload, retain));
  }

  #publishBy(client: MqttClient, topic: string, payload: string, retain: boolean): Promise<void> {
    if (client !== this.#client) return Promise.reject(lost());
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(lost());
      client.stream.once('close', giveUp);
      client.publish(topic, payload, { qos: 1, retain }, (error) => {
        client.stream.off('close', giveUp);
        const { code } = (error ?? {}) as ReasonError;
        if (!error) resolve();
        else if (typeof code === 'number') reject(new PublishRefused(reasonTrouble(code)));
        else giveUp();
      });
    });
  }

  /** Gives up a connection that is there by name only; another try follows. */
  drop(why: Trouble): void {
    this.#farewell = why;
    this.#client?.stream.destroy();
  }

  /** Says good-bye, for at most so long; the broker then does not publish the will. */
  end(milliseconds: number): Promise<void> {
    this.#ended = true;
    this.#abort?.abort();
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    this.#isUp = false;
    if (!client) return Promise.resolve();
    return new Promise((resolve) => {
      const limit = setTimeout(() => {
        client.stream.destroy();
        resolve();
      }, milliseconds);
      client.removeAllListeners('close');
      client.on('error', () => undefined);
      client.end(false, {}, () => {
        clearTimeout(limit);
        resolve();
      });
    });
  }
}
