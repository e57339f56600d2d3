/** The ways in which an editor reaches the server that it has started. */
import { once } from 'node:events';
import { connect } from 'node:net';
import {
  type Connection,
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
} from 'vscode-languageserver/node';
import { cancelUndispatched } from './answer.ts';

export type Transport =
  | { readonly kind: 'stdio' | 'node-ipc' }
  /** The editor listens there, on this machine. */
  | { readonly kind: 'socket'; readonly port: number };

/** The process ends with the connection. Rejects where nobody listens on the port. */
export async function connectEditor(transport: Transport): Promise<Connection> {
  const options = { cancelUndispatched };
  switch (transport.kind) {
    case 'stdio':
      return createConnection(process.stdin, process.stdout, options);
    case 'socket': {
      const socket = connect(transport.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.setNoDelay(true);
      return createConnection(socket, socket, options);
    }
    case 'node-ipc':
      process.once('disconnect', () => process.exit(1));
      return createConnection(new IPCMessageReader(process), new IPCMessageWriter(process), options);
  }
}
