import { Agent, request } from 'undici';

/** What Icinga keeps of the last run of a check. */
export interface CheckResult {
  readonly state: number;
  readonly exit_status: number;
  /** All lines, without performance data. */
  readonly output: string;
  /** One item each, as it was printed. */
  readonly performance_data: readonly string[];
  readonly command: readonly string[];
  /** The node that ran it. */
  readonly check_source: string;
  readonly execution_start: number;
  readonly execution_end: number;
}

export interface Service {
  /** `host!service` */
  readonly __name: string;
  readonly name: string;
  readonly host_name: string;
  readonly check_command: string;
  readonly state: number;
  /** 0 soft, 1 hard. */
  readonly state_type: number;
  readonly check_attempt: number;
  readonly max_check_attempts: number;
  readonly last_check: number;
  readonly last_reachable: boolean;
  readonly last_check_result: CheckResult | null;
}

export const HARD = 1;
export const STATES = ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const;
export type State = (typeof STATES)[number];

const ATTRIBUTES: readonly (keyof Service)[] = [
  ...(['__name', 'name', 'host_name', 'check_command', 'state', 'state_type', 'check_attempt'] as const),
  ...(['max_check_attempts', 'last_check', 'last_reachable', 'last_check_result'] as const),
];

export interface ApiAccess {
  readonly port: number;
  readonly node: string;
  /** Who signed the node's certificate, as PEM. */
  readonly authority: string;
  readonly user: string;
  readonly password: string;
}

/** Icinga's REST API. */
export class Api {
  readonly #access: ApiAccess;
  readonly #agent: Agent;

  constructor(access: ApiAccess) {
    this.#access = access;
    this.#agent = new Agent({ connect: { ca: access.authority, servername: access.node } });
  }

  /** Rejects when the API answers an error, with what it says. */
  async ask<T>(
    method: 'GET' | 'POST',
    path: string,
    body: Readonly<Record<string, unknown>> = {},
  ): Promise<T> {
    const { port, user, password } = this.#access;
    const answer = await request(`https://127.0.0.1:${port}/v1/${path}`, {
      // A filter of any length goes into a body; a GET with one is a POST that says so.
      method: 'POST',
      dispatcher: this.#agent,
      headers: {
        accept: 'application/json',
        authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
        'x-http-method-override': method,
      },
      body: JSON.stringify(body),
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200)
      throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text}`);
    return JSON.parse(text) as T;
  }

  /** All services, or those that a filter of Icinga's language finds. */
  async services(filter = 'true'): Promise<Service[]> {
    const { results } = await this.ask<{ results: { attrs: Service }[] }>('GET', 'objects/services', {
      attrs: ATTRIBUTES,
      filter,
    });
    return results.map(({ attrs }) => attrs);
  }

  /** Has services checked at once, whatever their schedule says. */
  async check(filter: string): Promise<void> {
    await this.ask('POST', 'actions/reschedule-check', { type: 'Service', filter, force: true });
  }

  /** Changes attributes of services until their configuration changes. */
  async modify(filter: string, attrs: Readonly<Record<string, unknown>>): Promise<void> {
    await this.ask('POST', 'objects/services', { filter, attrs });
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}
