import type { Socket } from 'node:net';
import { graphAnswer } from './graph-error.ts';
import type { Ids } from './ids.ts';

/** What node:http could not read as a request: broken headers, too many of them, a time-out. The connection ends. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket, ids: Ids): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, reason, message } = byCode[error.code ?? ''] ?? {
    status: 400,
    reason: 'Bad Request',
    message: 'The request is not valid HTTP',
  };
  const body = JSON.stringify(graphAnswer({ code: 100, status, message: `(#100) ${message}` }, ids).body);
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\ncontent-type: application/json; charset=UTF-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    () => socket.destroySoon(),
  );
}

const byCode: Readonly<Record<string, { status: number; reason: string; message: string }>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    reason: 'Request Header Fields Too Large',
    message: 'The headers of the request are larger than 16 KB',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    reason: 'Request Timeout',
    message: 'The request did not arrive in time',
  },
};
