import { freePort } from '../peers/free-port.ts';
import { Lives } from '../peers/lives.ts';
import { Hopeless, until } from '../peers/until.ts';
import { ConfigFolder } from './config-folder.ts';
import { hassTokens, onboard, renew, type Tokens } from './login.ts';
import { startProcess } from './process.ts';
import { type Call, callRest } from './rest.ts';
import { Socket } from './socket.ts';

/** A real Home Assistant, with an owner, made for a test and gone with it. */
export class HomeAssistant {
  readonly url: string;
  readonly config: ConfigFolder;
  readonly #lives = new Lives();
  #tokens: Tokens | undefined;
  #socket: Socket | undefined;

  private constructor(port: number) {
    this.url = `http://127.0.0.1:${port}`;
    this.config = new ConfigFolder(port);
  }

  /** `furnish` is before its first start. */
  static async start(furnish?: (made: HomeAssistant) => void): Promise<HomeAssistant> {
    const made = new HomeAssistant(await freePort());
    try {
      furnish?.(made);
      await made.start();
      // It takes the port and host of configuration.yaml on trial: unconfirmed it goes back to 8123 after five minutes.
      await made.ask('http/config/promote');
    } catch (error) {
      await made.close();
      throw error;
    }
    return made;
  }

  /** For the first time, or again with all that it remembers. */
  async start(): Promise<void> {
    this.#lives.follow(startProcess(this.config));
    this.#tokens = await until('Home Assistant to answer', () => this.#logIn(), { within: 180_000 });
    this.#socket = await Socket.open(this.url, this.#tokens.access_token);
    await until('Home Assistant to be running', async () => {
      const { state } = (await this.api('/api/config')) as { state: string };
      return state === 'RUNNING' ? true : undefined;
    });
  }

  async stop(): Promise<void> {
    this.#socket?.close();
    this.#socket = undefined;
    await this.#lives.stop();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async close(): Promise<void> {
    await this.stop();
    this.config.remove();
  }

  /** All that it has said since it was made. */
  get log(): string {
    return this.#lives.log;
  }

  /** For the localStorage of a browser. */
  get hassTokens(): string {
    if (!this.#tokens) throw new Error('nobody has logged in');
    return hassTokens(this.url, this.#tokens);
  }

  api(path: string, call: Omit<Call, 'token'> = {}): Promise<unknown> {
    return callRest(new URL(path, this.url), { ...call, token: this.#tokens?.access_token });
  }

  ask(type: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown> {
    if (!this.#socket) throw new Error('Home Assistant is not running');
    return this.#socket.call(type, parameters);
  }

  async #logIn(): Promise<Tokens> {
    if (!this.#lives.running) throw new Hopeless(`Home Assistant has ended: ${this.#lives.log}`);
    if (this.#tokens) return renew(this.url, this.#tokens);
    await callRest(new URL('/api/onboarding', this.url), {});
    return onboard(this.url).catch((error: unknown) => {
      throw new Hopeless('nobody can be onboarded', { cause: error });
    });
  }
}
