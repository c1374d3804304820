import type { Socket } from 'node:net';
import { connect, type IClientOptions, MqttClient } from 'mqtt';
import { UnreachableError } from '../src/dsm/errors.ts';
import { type BrokerLimits, type BrokerListener, type BrokerOptions, PublishRefused } from './broker-link.ts';
import { BrokerPatience } from './broker-patience.ts';
import { FIGHT, LOST, NO_WELCOME, reasonTrouble } from './broker-reasons.ts';
import { type BrokerEndpoint, brokerEndpoint, openSocket, socketTrouble } from './broker-socket.ts';
import type { BrokerAccess, MqttSettings } from './config/settings.ts';
import type { Trouble } from './state/nas-state.ts';
import { troubleOf } from './state/trouble.ts';

const CONNECT_TIMEOUT = 15_000;

type ReasonError = Error & { readonly code?: number };

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

  #clientOptions({ password }: BrokerAccess): IClientOptions {
    const { username, protocol, keepalive } = this.#settings;
    const { clientId, will } = this.#options;
    return {
      clientId,
      clean: true,
      protocolVersion: protocol === '5' ? 5 : 4,
      keepalive: Math.ceil(keepalive),
      reconnectPeriod: 0,
      connectTimeout: CONNECT_TIMEOUT,
      resubscribe: false,
      queueQoSZero: false,
      // Else a buffer for each of 65,536 numbers is made, and kept.
      writeCache: false,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
      ...(will && { will: { ...will, payload: Buffer.from(will.payload), qos: 1, retain: true } }),
    };
  }

  #speak(socket: Socket, endpoint: BrokerEndpoint, access: BrokerAccess): void {
    const options = this.#clientOptions(access);
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
      this.#connected({
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

  #connected(limits: BrokerLimits): void {
    this.#isUp = true;
    this.#patience.connected();
    for (const { topic, noLocal } of this.#options.subscriptions) this.#subscribe(topic, noLocal === true);
    this.#listener.up(limits);
  }

  #subscribe(topic: string, nl: boolean): void {
    const options = this.#settings.protocol === '5' ? { qos: 1 as const, nl } : { qos: 1 as const };
    this.#client?.subscribe(topic, options, (error, granted) => {
      if (this.#isUp) this.#listener.answered?.(topic);
      if (!this.#isUp || (!error && granted?.every(({ qos }) => (qos as number) < 128))) return;
      const refusal = reasonTrouble(granted?.[0]?.qos === undefined ? 135 : Math.max(128, granted[0].qos));
      if (error || granted) this.#listener.refused(topic, refusal);
    });
  }

  #failed(why: Trouble): void {
    this.#patience.failed();
    this.#isUp = false;
    this.#client = undefined;
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
    if (!client || !this.#isUp) return Promise.reject(new UnreachableError('reset', LOST.message));
    return new Promise((resolve, reject) => {
      const lost = () => reject(new UnreachableError('reset', LOST.message));
      client.stream.once('close', lost);
      client.publish(topic, payload, { qos: 1, retain }, (error) => {
        client.stream.off('close', lost);
        const { code } = (error ?? {}) as ReasonError;
        if (!error) resolve();
        else if (typeof code === 'number') reject(new PublishRefused(reasonTrouble(code)));
        else lost();
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
