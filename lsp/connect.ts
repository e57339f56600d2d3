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
import { StreamWriter } from './stream-writer.ts';

export type Transport =
  | { readonly kind: 'stdio' | 'node-ipc' }
  /** The editor listens there, on this machine. */
  | { readonly kind: 'socket'; readonly port: number };

/** The process ends with the connection. Rejects where nobody listens on the port. */
export async function connectEditor(transport: Transport): Promise<Connection> {
  switch (transport.kind) {
    case 'stdio':
      return overStreams(process.stdin, process.stdout);
    case 'socket': {
      const socket = connect(transport.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.setNoDelay(true);
      return overStreams(socket, socket);
    }
    case 'node-ipc':
      process.once('disconnect', () => process.exit(1));
      return createConnection(new IPCMessageReader(process), new IPCMessageWriter(process), options);
  }
}

const options = { cancelUndispatched };

/** The library ends the process where the stream that it reads ends: its types want no writer beside one. */
function overStreams(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Connection {
  const writer = new StreamWriter(output) as unknown as NodeJS.WritableStream;
  return createConnection(input, writer, options);
}
