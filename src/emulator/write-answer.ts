import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FaultEffect } from './fault-rule.ts';
import type { Outcome } from './graph-call.ts';
import type { Answer } from './graph-error.ts';

/** What becomes of a request. */
export function writeOutcome(response: ServerResponse, { answer, effect, closing }: Outcome): void {
  if (closing) return;
  if (effect) writeFault(response, answer, effect);
  else writeAnswer(response, answer);
}

/** The answer as it should go out. Nothing happens where the client has left. */
export function writeAnswer(response: ServerResponse, answer: Answer): void {
  if (!writable(response)) return;
  const body = Buffer.from(JSON.stringify(answer.body));
  response.writeHead(answer.status, { ...headersOf(answer), 'content-length': body.length });
  response.end(body);
}

/** A fault of the wire, with `answer` as what a sound server would have said. */
function writeFault(response: ServerResponse, answer: Answer, effect: FaultEffect): void {
  if (!writable(response)) return;
  switch (effect.kind) {
    case 'status':
      writeStatus(response, answer, effect);
      return;
    case 'reset':
    case 'null':
      response.socket?.resetAndDestroy();
      return;
    case 'hang':
      return;
    case 'stall':
      response.writeHead(answer.status, { ...headersOf(answer), 'content-length': bytesOf(answer).length });
      response.flushHeaders();
      return;
    case 'truncate':
      writeTruncated(response, answer, effect.framing ?? 'length');
      return;
    case 'garbage':
      response.socket?.end('\x00\x01 this is not HTTP \xff\r\n\r\n', 'latin1');
      return;
    case 'no-message-id':
      writeAnswer(response, { ...answer, body: { result: 'ok' } });
      return;
    case 'headers':
      writeAnswer(response, { ...answer, headers: { ...answer.headers, ...effect.headers } });
      return;
    case 'close':
      // After the last byte, without "Connection: close": the next request on this connection meets a dead socket.
      closeAfter(response, response.socket);
      writeAnswer(response, answer);
      return;
    case 'delay':
    case 'error':
    case 'items':
      writeAnswer(response, answer);
      return;
  }
}

/** The response has let go of its socket by the time it is finished. */
function closeAfter(response: ServerResponse, socket: Socket | null): void {
  response.once('finish', () => socket?.destroySoon());
}

function writable(response: ServerResponse): boolean {
  return (
    !response.writableEnded && !response.headersSent && response.socket !== null && !response.socket.destroyed
  );
}

function headersOf(answer: Answer): Record<string, string> {
  return { 'content-type': 'application/json; charset=UTF-8', ...answer.headers };
}

function bytesOf(answer: Answer): Buffer {
  return Buffer.from(JSON.stringify(answer.body));
}

/** The body of a `status` effect: an HTML page, as a gateway sends it, unless told. */
export function statusBody({ status, body }: Extract<FaultEffect, { kind: 'status' }>): string {
  if (status === 204 || status === 304) return '';
  return body ?? `<html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
}

function writeStatus(
  response: ServerResponse,
  answer: Answer,
  effect: Extract<FaultEffect, { kind: 'status' }>,
): void {
  response.writeHead(effect.status, {
    ...answer.headers,
    'content-type': effect.content_type ?? 'text/html',
    ...effect.headers,
  });
  response.end(statusBody(effect));
}

/** Written by hand: node:http would not send a body that is shorter than it says. */
function writeTruncated(
  response: ServerResponse,
  answer: Answer,
  framing: 'length' | 'chunked' | 'close',
): void {
  const socket = response.socket;
  if (!socket) return;
  const body = bytesOf(answer);
  const half = body.subarray(0, Math.floor(body.length / 2));
  const framed = {
    length: { header: `content-length: ${body.length}`, bytes: half },
    chunked: {
      header: 'transfer-encoding: chunked',
      bytes: Buffer.concat([Buffer.from(`${half.length.toString(16)}\r\n`), half, Buffer.from('\r\n')]),
    },
    close: { header: 'connection: close', bytes: half },
  }[framing];
  const head = `HTTP/1.1 ${answer.status} OK\r\ncontent-type: application/json; charset=UTF-8\r\n${framed.header}\r\n\r\n`;
  socket.end(Buffer.concat([Buffer.from(head), framed.bytes]));
}
