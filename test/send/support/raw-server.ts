import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { cleanUp } from './sending.ts';

export interface RawServer {
  readonly url: string;
  readonly port: number;
  /** Requests that were read to their end. */
  readonly requests: () => number;
  readonly server: Server;
}

/**
 * A server that speaks TCP only: `answer` gets the socket once a whole request is read. `onConnection` may misbehave
 * before that; returning true takes the socket over.
 */
export async function startRawServer(
  answer: (socket: Socket, request: string, n: number) => void,
  onConnection?: (socket: Socket, n: number) => boolean,
): Promise<RawServer> {
  let requests = 0;
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    if (onConnection?.(socket, ++connections)) return;
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      for (;;) {
        const head = text.indexOf('\r\n\r\n');
        if (head < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
        if (text.length < head + 4 + length) return;
        const request = text.slice(0, head + 4 + length);
        text = text.slice(request.length);
        answer(socket, request, ++requests);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  cleanUp(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${port}`, port, requests: () => requests, server };
}

export function http(body: string, head: readonly string[] = [], status = '200 OK'): string {
  const lines = [`HTTP/1.1 ${status}`, 'Content-Type: application/json', ...head];
  if (!head.some((line) => /^(content-length|transfer-encoding|connection: close)/i.test(line))) {
    lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

export const accepted = '{"recipient_id":"1","message_id":"m_1"}';
