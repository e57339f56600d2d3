import { AbstractMessageWriter, type Message, type MessageWriter } from 'vscode-languageserver/node';
import { type JsonPiece, toPieces } from './written.ts';

/**
 * Writes head and body of a message together: the library's own writer writes one, waits until it is through, and then writes the
 * other, and each wakes the client.
 */
export class StreamWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #stream: NodeJS.WritableStream;
  #errors = 0;

  constructor(stream: NodeJS.WritableStream) {
    super();
    this.#stream = stream;
    stream.on('error', (error) => this.fireError(error));
    stream.on('close', () => this.fireClose());
  }

  async write(message: Message): Promise<void> {
    const bytes = toBytes(toPieces(message));
    await new Promise<void>((done, failed) => {
      this.#stream.write(bytes, (error) => {
        if (!error) return done();
        this.#errors += 1;
        this.fireError(error, message, this.#errors);
        failed(error);
      });
    });
  }

  end(): void {
    this.#stream.end();
  }
}

function toBytes(pieces: readonly JsonPiece[]): Buffer {
  const body = pieces.map((piece) => {
    piece.bytes ??= Buffer.from(piece.text);
    return piece.bytes;
  });
  const length = body.reduce((sum, bytes) => sum + bytes.length, 0);
  return Buffer.concat([Buffer.from(`Content-Length: ${length}\r\n\r\n`), ...body]);
}
