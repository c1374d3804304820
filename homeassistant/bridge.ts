import { Birth } from './birth.ts';
import { Broker } from './broker.ts';
import type { BrokerLimits } from './broker-link.ts';
import { BrokerNews } from './broker-news.ts';
import { brokerOptions } from './broker-options.ts';
import { startClock } from './clock.ts';
import type { Command } from './commands.ts';
import type { Settings } from './config/settings.ts';
import { DocumentDesk } from './document-desk.ts';
import { EchoCheck } from './echo-check.ts';
import { Heartbeat } from './heartbeat.ts';
import { Inbox } from './inbox.ts';
import { InfoDesk } from './info-desk.ts';
import type { Log } from './log.ts';
import { NasKeeper } from './nas-keeper.ts';
import { oneRound } from './one-round.ts';
import { EventPost } from './publish/event-post.ts';
import { availability, type Message } from './publish/message.ts';
import { Outbox } from './publish/outbox.ts';
import { Removals } from './publish/removals.ts';
import { Pulse } from './pulse.ts';
import type { BridgeFolder } from './state/bridge-folder.ts';
import type { Trouble } from './state/nas-state.ts';
import { forgetOthers } from './state/others.ts';
import { type Names, namesOf } from './topics.ts';
import { within } from './within.ts';

/** How long each of three parts of the end may take: together less than the five seconds that a service gets. */
const FAREWELL = 1500;

export interface BridgeOptions {
  readonly settings: Settings;
  readonly folder: BridgeFolder;
  readonly log: Log;
}

/** Everything together: NASes are asked, what is known goes into the outbox, and the broker takes it from there. */
export class Bridge {
  readonly #log: Log;
  readonly #names: Names;
  readonly #info: InfoDesk;
  readonly #news: BrokerNews;
  readonly #broker: Broker;
  readonly #outbox: Outbox;
  readonly #events: EventPost;
  readonly #removals: Removals;
  readonly #keepers: readonly NasKeeper[];
  readonly #desk: DocumentDesk;
  readonly #inbox: Inbox;
  readonly #birth: Birth;
  readonly #echo: EchoCheck;
  readonly #heartbeat: Heartbeat;
  readonly #pulse: Pulse;
  #isEnding = false;
  #onUp: (() => void) | undefined;

  constructor(options: BridgeOptions) {
    const { settings, folder, log } = options;
    const { mqtt } = settings;
    const ids = settings.nas.map(({ id }) => id);
    this.#log = log;
    this.#names = namesOf(mqtt.base_topic, mqtt.discovery_prefix);
    this.#broker = new Broker(mqtt, brokerOptions(mqtt, this.#names), {
      up: (limits) => this.#up(limits),
      down: (why) => this.#down(why),
      message: (topic, payload, retained) => this.#inbox.take(topic, payload, retained),
      refused: (topic, why) => this.#info.complain(`broker/subscribe ${topic}`, why, { topic }),
      granted: (topic) => this.#info.settle(`broker/subscribe ${topic}`, 'allowed now', { topic }),
    });
    this.#outbox = new Outbox(this.#broker, {
      sent: (message) => this.#sent(message),
      refused: ({ topic }, why) => this.#info.complain('broker/publish', why, { topic }),
      settled: () => this.#info.settle('broker/publish', 'the broker takes everything again'),
    });
    this.#info = new InfoDesk({ topic: this.#names.bridgeInfo, log, outbox: this.#outbox });
    this.#events = new EventPost(this.#broker, this.#info);
    this.#removals = new Removals(folder.own, this.#outbox);
    this.#keepers = this.#makeKeepers(options);
    this.#info.speakFor(this.#keepers);
    this.#desk = new DocumentDesk({
      mqtt,
      names: this.#names,
      folder: folder.own,
      outbox: this.#outbox,
      keepers: this.#keepers,
      info: this.#info,
    });
    this.#birth = new Birth((wasHeard) => this.#answerBirth(wasHeard));
    this.#echo = new EchoCheck(mqtt.protocol, this.#names, this.#info);
    this.#heartbeat = new Heartbeat(folder.own, () => this.#broker.isUp);
    this.#news = new BrokerNews({ url: mqtt.url, log, info: this.#info, heartbeat: this.#heartbeat });
    this.#pulse = new Pulse(this.#outbox, this.#broker);
    this.#inbox = new Inbox({
      names: this.#names,
      birthTopic: mqtt.birth_topic,
      nases: ids,
      echo: this.#echo,
      birth: this.#birth,
      documents: this.#desk.documents,
      onDocument: () => void this.#desk.look(),
      onCommand: (command) => this.#obey(command),
    });
    this.#removals.add(forgetOthers(this.#names, folder.own, ids));
  }

  #makeKeepers({ settings, folder, log }: BridgeOptions): NasKeeper[] {
    const shared = {
      names: this.#names,
      folder: folder.own,
      clock: startClock(),
      log,
      grievances: this.#info.grievances,
      outbox: this.#outbox,
      removals: this.#removals,
      sendEvent: (topic: string, payload: string) => this.#events.send(topic, payload),
      onNews: () => this.#info.put(),
      onChange: () => this.#desk.look(),
    };
    return settings.nas.map((nas) => new NasKeeper({ settings: nas, ...shared }));
  }

  start(): void {
    this.#begin();
    for (const keeper of this.#keepers) keeper.start();
  }

  #begin(): void {
    this.#log.info({ nas: this.#keepers.map(({ id }) => id) }, 'the bridge starts');
    this.#outbox.put(availability(this.#names.bridgeState, true));
    this.#desk.documents.begin();
    void this.#desk.look();
    this.#broker.start();
    this.#heartbeat.start();
    this.#pulse.start();
  }

  /** One round of everything, which may take so long; resolves to whether all of it is on the broker. */
  once(milliseconds: number): Promise<boolean> {
    const isUp = new Promise<void>((resolve) => {
      this.#onUp = resolve;
    });
    this.#begin();
    return oneRound({ keepers: this.#keepers, desk: this.#desk, outbox: this.#outbox, isUp }, milliseconds);
  }

  #up(limits: BrokerLimits): void {
    this.#news.up();
    this.#echo.begin();
    this.#outbox.open(limits);
    this.#events.open(limits.size);
    this.#birth.connected();
    this.#onUp?.();
  }

  #down(why: Trouble): void {
    this.#outbox.close();
    this.#news.down(why);
  }

  #sent(message: Message): void {
    this.#desk.documents.sent(message);
    this.#removals.sent(message);
    this.#echo.sent(message.topic, message.payload);
  }

  #obey(command: Command): void {
    this.#log.info(command, 'asked to look now');
    for (const keeper of this.#keepers)
      if (command.nas === undefined || keeper.id === command.nas) keeper.refresh();
  }

  #answerBirth(wasHeard: boolean): void {
    if (!this.#broker.isUp) return;
    if (wasHeard) {
      this.#log.info('Home Assistant has started: everything is published again');
      this.#outbox.sendAll();
    }
    this.#desk.repeatRemovals();
  }

  /** Says good-bye to NASes and broker; takes a few seconds at most, whatever hangs. Never throws. */
  async end(): Promise<void> {
    if (this.#isEnding) return;
    this.#isEnding = true;
    this.#birth.stop();
    this.#desk.end();
    this.#echo.stop();
    this.#pulse.stop();
    this.#news.stop();
    const loggedOut = Promise.all(this.#keepers.map((keeper) => keeper.end(FAREWELL)));
    // Not behind what may still be waiting.
    this.#outbox.close();
    const offline = this.#broker.publish(this.#names.bridgeState, 'offline', true).catch(() => undefined);
    await within(FAREWELL, offline);
    await this.#broker.end(FAREWELL);
    await within(FAREWELL, loggedOut);
    this.#heartbeat.stop();
    this.#log.info('the bridge has ended');
  }
}
