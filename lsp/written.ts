/** An answer that is JSON already: long ones are kept in pieces, and to write them anew each time costs most of an answer. */
import type { Message, ResponseMessage } from 'vscode-languageserver';

/** The class is in two bundles, which know each other's by this. */
const mark = Symbol.for('sendspec/written');

export class Written {
  readonly [mark] = true;
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }

  /** Where somebody else makes JSON of a message (node-ipc). */
  toJSON(): unknown {
    return JSON.parse(this.json);
  }
}

/** As the result of a handler of the library, whose types know no such answers. */
export function written<T>(json: string): T {
  return new Written(json) as unknown as T;
}

export function toJson(message: Message): string {
  const own = writtenIn(message);
  if (!own) return JSON.stringify(message);
  return `{"jsonrpc":"2.0","id":${JSON.stringify((message as ResponseMessage).id)},"result":${own.json}}`;
}

/** Where messages are handed over as objects. */
export function toObject(message: Message): Message {
  const own = writtenIn(message);
  return own ? ({ ...message, result: own.toJSON() } as Message) : message;
}

function writtenIn(message: Message): Written | undefined {
  const result = (message as ResponseMessage).result as unknown;
  return typeof result === 'object' && result !== null && mark in result ? (result as Written) : undefined;
}
