import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { TlsMaterial } from './certificate.ts';

/** A listening port. */
export type Server = {
  readonly port: number;
  /** Hangs up on everybody and frees the port. */
  readonly close: () => Promise<void>;
};

export type Listening = {
  readonly host: string;
  readonly port: number;
  readonly tls: TlsMaterial | undefined;
};

/** Gets each request with the TCP connection that is under HTTP, and under TLS. */
export type Listener = (
  request: IncomingMessage,
  response: ServerResponse,
  socket: Socket | undefined,
) => void;

const tlsHandshake = 0x16;

/** Rejects when the port cannot be had. */
export async function listen(where: Listening, listener: Listener): Promise<Server> {
  const sockets = new Map<string, Socket>();
  const onRequest: RequestListener = (request, response) =>
    listener(request, response, sockets.get(peerOf(request.socket)));
  const serve = where.tls ? overTls(where.tls, onRequest) : overTcp(onRequest);
  const server = createServer((socket) => {
    const peer = peerOf(socket);
    sockets.set(peer, socket);
    socket.on('close', () => sockets.delete(peer));
    socket.on('error', () => socket.destroy());
    serve(socket);
  });
  server.listen(where.port, where.host);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets.values()) socket.destroy();
      await closed;
    },
  };
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}

function overTcp(listener: RequestListener): (socket: Socket) => void {
  const server = createHttpServer(listener);
  return (socket) => server.emit('connection', socket);
}

/** The first byte tells TLS from plain http, which is answered as the nginx of a DSM answers it. */
function overTls({ certificate, key }: TlsMaterial, listener: RequestListener): (socket: Socket) => void {
  const server = createHttpsServer({ cert: certificate, key }, listener);
  server.on('tlsClientError', (_, socket) => socket.destroy());
  const refusing = createHttpServer((_, response) => {
    response.writeHead(400, { 'content-type': 'text/html', connection: 'close' }).end(plainOnTls);
  });
  return (socket) => {
    socket.once('data', (first) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === tlsHandshake ? server : refusing).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  };
}

const plainOnTls =
  '<html>\r\n<head><title>400 The plain HTTP request was sent to HTTPS port</title></head>\r\n<body>\r\n' +
  '<center><h1>400 Bad Request</h1></center>\r\n<center>The plain HTTP request was sent to HTTPS port</center>\r\n' +
  '<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n';
