import type { Call } from './call.ts';

/** What is kept of a request: enough to judge a client, and no secret. */
export type RequestRecord = {
  readonly api: string | undefined;
  readonly method: string | undefined;
  readonly version: string | undefined;
  readonly httpMethod: string;
  readonly path: string;
  /** Names only. */
  readonly parameters: readonly string[];
  /** Those of them that stood in the URL. */
  readonly queryParameters: readonly string[];
  /** False for an API that this NAS does not announce; a call without any counts as announced. */
  readonly announced: boolean;
  readonly hasSession: boolean;
  readonly hasToken: boolean;
  /** Of a log-in. */
  readonly account: string | undefined;
  /** Milliseconds, by the simulator's clock. */
  readonly arrived: number;
  /** Two requests from the same port came over the same connection. */
  readonly peerPort: number;
};

const kept = 10_000;

/**
 * The last ten thousand requests in the order of their arrival, and how many log-ins there ever were. Of calls to APIs
 * that are not announced each one fills a line of a real NAS's log.
 */
export class Records {
  readonly list: RequestRecord[] = [];
  logIns = 0;
  unannounced = 0;

  add(call: Call, arrived: number, announced: boolean): void {
    this.list.push(recordOf(call, arrived, announced));
    if (this.list.length > kept) this.list.shift();
    if (!announced) this.unannounced += 1;
    if (isLogIn(call)) this.logIns += 1;
  }
}

function isLogIn({ parameters }: Call): boolean {
  return parameters.get('api') === 'SYNO.API.Auth' && parameters.get('method') === 'login';
}

function recordOf(call: Call, arrived: number, announced: boolean): RequestRecord {
  const { parameters, httpMethod, path, queryParameters, port } = call;
  return {
    api: parameters.get('api'),
    method: parameters.get('method'),
    version: parameters.get('version'),
    httpMethod,
    path,
    parameters: [...parameters.keys()],
    queryParameters,
    announced,
    hasSession: parameters.has('_sid'),
    hasToken: call.token !== undefined,
    account: isLogIn(call) ? parameters.get('account') : undefined,
    arrived,
    peerPort: port,
  };
}
