/** An answer that is JSON already: long ones are kept in pieces, and to write them anew each time costs most of an answer. */
import type { Message, ResponseMessage } from 'vscode-languageserver';

/** A piece of JSON, with its bytes once they were asked for. */
export interface JsonPiece {
  readonly text: string;
  bytes?: Uint8Array;
}

/** The class is in two bundles, which know each other's by this. */
const mark = Symbol.for('sendspec/written');

export class Written {
  readonly [mark] = true;
  readonly pieces: readonly JsonPiece[];

  constructor(pieces: readonly JsonPiece[]) {
    this.pieces = pieces;
  }

  /** Where somebody else makes JSON of a message (node-ipc). */
  toJSON(): unknown {
    return JSON.parse(this.pieces.map(({ text }) => text).join(''));
  }
}

/** As the result of a handler of the library, whose types know no such answers. */
export function written<T>(pieces: readonly JsonPiece[]): T {
  return new Written(pieces) as unknown as T;
}

export function toPieces(message: Message): readonly JsonPiece[] {
  const own = writtenIn(message);
  if (!own) return [{ text: JSON.stringify(message) }];
  const { id } = message as ResponseMessage;
  return [{ text: `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":` }, ...own.pieces, { text: '}' }];
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
