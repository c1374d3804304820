import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { listenOddly, type Oddity } from './servers.ts';

const ANSWERS: Readonly<Record<string, unknown>> = {
  query: {
    'SYNO.API.Auth': { path: 'entry.cgi', minVersion: 3, maxVersion: 7 },
    'SYNO.SynologyDrive.Connections': { path: 'entry.cgi', minVersion: 1, maxVersion: 1 },
  },
  login: { sid: 'abc' },
  logout: null,
};

/** What a NAS where nothing is wrong says of its connections. */
export const SUMMARY = JSON.stringify({
  success: true,
  data: { total_connections: 25, desktop_clients: 15, mobile_clients: 8, web_clients: 2 },
});

/** Bytes of an answer, in latin1; `close` and `reset` end the connection. */
export type Piece = string;

const PAUSE = 50;

function withHead(data: unknown): Piece {
  const body = JSON.stringify({ success: true, data });
  const bytes = Buffer.from(body).toString('latin1');
  return `HTTP/1.1 200 OK\r\ncontent-length: ${bytes.length}\r\n\r\n${bytes}`;
}

function play(piece: Piece, socket: Socket): void {
  if (piece === 'close') socket.end();
  else if (piece === 'reset') socket.resetAndDestroy();
  else socket.write(piece, 'latin1');
}

/** A NAS that answers the question of Drive with exactly these pieces, each in a packet of its own. */
export function listenRawly(
  pieces: readonly Piece[],
  answers: Readonly<Record<string, unknown>> = {},
): Promise<Oddity> {
  const all = { ...ANSWERS, ...answers };
  const answer = async (method: string, socket: Socket) => {
    if (method !== 'GetSummary') return play(withHead(all[method]), socket);
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) await sleep(PAUSE);
      play(piece, socket);
    }
  };
  return listenOddly((socket) => {
    socket.setNoDelay();
    socket.on('data', (bytes) => {
      const method = /method=(\w+)/.exec(bytes.toString())?.[1];
      if (method !== undefined) void answer(method, socket);
    });
  });
}
