/** The way of a request: what came behind it is let in first, then it is computed; a bug is logged and answered. */
import {
  type CancellationToken,
  ErrorCodes,
  LSPErrorCodes,
  type Message,
  type RequestMessage,
  ResponseError,
  type ResponseMessage,
} from 'vscode-languageserver';
import { whatIsWrong } from './check-params.ts';
import type { Answer, Ask } from './features/feature.ts';
import type { Document } from './service/workspace.ts';

export interface Answering {
  readonly answer: Answer;
  readonly ask: Ask;
  /** Whether someone waits for an answer. */
  isAsked(): boolean;
  /** Whatever is asked from now on is refused. */
  end(): void;
}

/** `find`: the open document of a URI, as it is now. `failed`: is told of each bug. */
export function createAnswering(
  find: (uri: string) => Document | undefined,
  failed: (what: string, error: unknown) => void,
): Answering {
  let waiting = 0;
  let ended = false;
  return {
    end() {
      ended = true;
    },
    isAsked: () => waiting > 0,
    answer: (name, empty, work, stale = { value: empty }) =>
      counted(async (params, token) => {
        const wrong = whatIsWrong(name, params);
        if (wrong !== undefined) return new ResponseError<never>(ErrorCodes.InvalidParams, wrong);
        const { uri } = params.textDocument;
        const asked = find(uri);
        if (await isOver(token)) return cancelled();
        const document = find(uri);
        if (stale !== 'current' && document !== asked) return stale.value;
        if (!document) return empty;
        return guarded(name, empty, () => work(document, params, token));
      }),
    ask: (name, empty, work) =>
      counted(async (params, token) => {
        if (typeof params !== 'object' || params === null)
          return new ResponseError<never>(ErrorCodes.InvalidParams, `${name}: the params are missing`);
        if (await isOver(token)) return cancelled();
        return guarded(name, empty, () => work(params, token));
      }),
  };

  function counted<P, R>(handle: (params: P, token: CancellationToken) => Promise<R | ResponseError<never>>) {
    return async (params: P, token: CancellationToken): Promise<R | ResponseError<never>> => {
      if (ended) return new ResponseError<never>(ErrorCodes.InvalidRequest, 'The server was shut down.');
      waiting++;
      try {
        return await handle(params, token);
      } finally {
        waiting--;
      }
    };
  }

  async function guarded<R>(name: string, empty: R, work: () => R | Promise<R>): Promise<R> {
    try {
      return await work();
    } catch (error) {
      failed(name, error);
      return empty;
    }
  }
}

/** For `ConnectionOptions`: a request that was cancelled before its turn came is answered without being looked at. */
export function cancelUndispatched(message: Message): ResponseMessage {
  const { id } = message as RequestMessage;
  return { jsonrpc: '2.0', id, error: { code: LSPErrorCodes.RequestCancelled, message: 'cancelled' } };
}

/** The library hands over one message a turn: a change and a cancellation that came with the request are behind it. */
const turns = 3;

async function isOver(token: CancellationToken): Promise<boolean> {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
  return token.isCancellationRequested;
}

function cancelled(): ResponseError<never> {
  return new ResponseError<never>(LSPErrorCodes.RequestCancelled, 'cancelled');
}
