import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { BodyTooLarge, type Call, readCall } from './call.ts';
import { deliver, type Outlet, sendPage } from './delivery.ts';
import type { Fault } from './fault.ts';
import type { Answer } from './refusal.ts';

/** What stands behind the HTTP side, and the TCP connection before it. */
export type Backstage = {
  readonly stage: {
    /** Told of each call; says which fault it meets. */
    arrive(call: Call): Fault | undefined;
    serves(path: string): boolean;
    answer(call: Call): Answer;
  };
  readonly socket: Socket | undefined;
};

/** Takes one request from its first byte to its last; never rejects: a client that went away is nobody's fault. */
export async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  { stage, socket }: Backstage,
): Promise<void> {
  const gone = new AbortController();
  response.on('error', () => gone.abort());
  response.on('close', () => gone.abort());
  const outlet = { response, socket, signal: gone.signal };
  try {
    await handle(await readCall(request), outlet, stage);
  } catch (error) {
    if (error instanceof BodyTooLarge) refuseBody(outlet);
    else response.destroy();
  }
}

async function handle(call: Call, outlet: Outlet, stage: Backstage['stage']): Promise<void> {
  const fault = stage.arrive(call);
  if (fault || stage.serves(call.path)) {
    const known = ['GET', 'POST'].includes(call.httpMethod);
    return deliver(outlet, () => stage.answer(call), fault ?? (known ? undefined : { status: 405 }));
  }
  sendPage(outlet, { status: 404 });
}

function refuseBody(outlet: Outlet): void {
  outlet.response.setHeader('connection', 'close');
  sendPage(outlet, { status: 413 });
}
