import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Stands between a client and a NAS, and overhears what nobody else is to see. */
export interface Eavesdropper {
  readonly port: number;
  /** Session ids, tokens and device tokens that went by. */
  readonly secrets: ReadonlySet<string>;
  close(): Promise<void>;
}

const SECRET = /"(?:sid|synotoken|device_id|did)":"([^"]+)"/g;

export async function eavesdropOn(nas: { readonly url: string }): Promise<Eavesdropper> {
  const secrets = new Set<string>();
  const server = createServer(async (request, response) => {
    const { 'content-type': type = '', 'x-syno-token': token } = request.headers;
    const answer = await fetch(`${nas.url}${request.url}`, {
      method: 'POST',
      headers: { 'content-type': type, ...(typeof token === 'string' && { 'x-syno-token': token }) },
      body: await text(request),
    });
    const body = await answer.text();
    for (const [, secret = ''] of body.matchAll(SECRET)) secrets.add(secret);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    secrets,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
