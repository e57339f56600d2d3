import { AbstractMessageWriter, type Message, type MessageWriter } from 'vscode-languageserver/node';
import { toJson } from './written.ts';

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
    const body = toJson(message);
    const bytes = Buffer.from(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
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
