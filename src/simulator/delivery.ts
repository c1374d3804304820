import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import { type Answer, failure } from './refusal.ts';

/** Where an answer goes. */
export type Outlet = {
  readonly response: ServerResponse;
  /** The TCP connection under HTTP, and under TLS. */
  readonly socket: Socket | undefined;
  /** Fires when the client hangs up or the simulator closes. */
  readonly signal: AbortSignal;
};

/** Gives the answer as the fault has it, or as it is; rejects when the client has gone. */
export async function deliver(outlet: Outlet, answer: () => Answer, fault: Fault | undefined): Promise<void> {
  if (fault?.delay) await sleep(fault.delay, undefined, { signal: outlet.signal });
  if (fault?.hang) return;
  if (fault?.reset) {
    outlet.socket?.resetAndDestroy();
    return;
  }
  if (fault?.status !== undefined || fault?.raw !== undefined) sendPage(outlet, fault);
  else if (fault?.huge) await sendEndless(outlet);
  else sendText(outlet, JSON.stringify(altered(answer, fault)), fault);
}

/** A page as nginx shows it; also what stands where no API is. */
export function sendPage(outlet: Outlet, fault: Fault): void {
  const { status = 200, raw, location, contentType = 'text/html' } = fault;
  const title = `${status} ${STATUS_CODES[status] ?? ''}`.trim();
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  outlet.response.writeHead(status, {
    'content-type': contentType,
    ...(location !== undefined && { location }),
  });
  outlet.response.end(raw ?? page);
}

function altered(answer: () => Answer, fault: Fault | undefined): Answer {
  if (fault?.code !== undefined) return failure(fault.code, fault.errors);
  const given = answer();
  return fault?.data !== undefined && given.success ? { data: fault.data, success: true } : given;
}

function sendText({ response }: Outlet, text: string, fault: Fault | undefined): void {
  const whole = Buffer.from(text);
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  const body = fault?.truncate ? half : whole;
  response.writeHead(200, {
    'content-type': 'application/json; charset="UTF-8"',
    'content-length': body.length,
  });
  if (fault?.cut) response.write(half, () => response.destroy());
  else response.end(body);
}

/** As fast as the client reads, and no faster: `pipeline` waits for the socket to drain. */
async function sendEndless({ response, signal }: Outlet): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json; charset="UTF-8"' });
  await pipeline(Readable.from(endless()), response, { signal });
}

function* endless(): Generator<Buffer> {
  yield Buffer.from('{"success":true,"data":{"filler":"');
  const filler = Buffer.alloc(64 * 1024, 'x');
  while (true) yield filler;
}
