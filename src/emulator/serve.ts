import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { answerBrokenRequest } from './answer-broken-request.ts';
import type { EmulatorProblem } from './create-emulator.ts';
import type { Emulation } from './emulation.ts';
import { routeRequest } from './route-request.ts';

/** The server, and its open connections. */
export function serve(emulation: Emulation): { server: Server; sockets: Set<Socket> } {
  const sockets = new Set<Socket>();
  const server = createServer(
    { keepAlive: true, keepAliveTimeout: 30_000, headersTimeout: 15_000, requestTimeout: 60_000 },
    (request, response) => {
      routeRequest(emulation, request, response).catch((error: unknown) => {
        // A bug of ours; the client must still not be left waiting.
        emulation.warn(`The emulator failed: ${(error as Error).stack ?? String(error)}`);
        response.socket?.destroy();
      });
    },
  );
  server.on('clientError', (error, socket) => answerBrokenRequest(error, socket as Socket, emulation.ids));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.once('close', () => sockets.delete(socket));
  });
  return { server, sockets };
}

/** Undefined where it listens now. */
export function listen(server: Server, port: number, host: string): Promise<EmulatorProblem | undefined> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(listenProblem(error, port, host));
    try {
      server.once('error', failed);
      server.listen(port, host, () => {
        server.off('error', failed);
        resolve(undefined);
      });
    } catch (error) {
      failed(error as NodeJS.ErrnoException); // a port that is no port
    }
  });
}

function listenProblem(error: NodeJS.ErrnoException, port: number, host: string): EmulatorProblem {
  if (error.code === 'EADDRINUSE') {
    return {
      code: 'port-in-use',
      message: `Port ${port} of ${host} is in use: stop what listens there, or take another port (0 takes a free one).`,
    };
  }
  if (error.code === 'EACCES') {
    return {
      code: 'port-forbidden',
      message: `Port ${port} of ${host} may not be used: take one over 1023.`,
    };
  }
  return {
    code: 'cannot-listen',
    message: `The emulator cannot listen on ${host}, port ${port}: ${error.message}.`,
  };
}

/** Ends all connections. */
export function shut(
  server: Server,
  sockets: Set<Socket>,
  release: () => void,
  closeLedger: () => void,
): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      release();
      closeLedger();
      resolve();
    });
    for (const socket of sockets) socket.destroy();
  });
}
