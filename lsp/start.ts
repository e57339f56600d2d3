/**
 * The beginning of a session: `initialize` is answered at once, and only then the server is loaded, which takes longer than
 * all before it.
 */
import {
  type Connection,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  ResponseError,
} from 'vscode-languageserver';
import { version } from '../src/version.ts';
import { abilitiesFor } from './abilities.ts';
import { type ClientSupport, supportOf } from './capabilities.ts';
import type { RunningServer } from './server.ts';

/** Makes the server of a session that has been initialized. */
export type Serve = (
  connection: Connection,
  params: InitializeParams,
  support: ClientSupport,
) => RunningServer;

/** Answers from now on, until the client says `exit` or goes away; the library then ends the process. */
export function startServer(
  connection: Connection,
  load: () => Serve,
): Pick<RunningServer, 'changedOutside' | 'failed'> {
  let running: RunningServer | undefined;
  let begin: (() => RunningServer) | undefined;
  const failed: RunningServer['failed'] = (what, error) => {
    if (running) running.failed(what, error);
    else connection.console.error(`A bug in sendspec (${what}): ${error}`);
  };
  const server = () => {
    running ??= begin?.();
    return running;
  };

  connection.onInitialize((params): InitializeResult | ResponseError<never> => {
    if (begin) return refused(ErrorCodes.InvalidRequest, 'The server was initialized before.');
    const support = supportOf(params.capabilities);
    begin = () => load()(connection, params, support);
    // Handlers are there before the next message has its turn.
    void afterAnswer()
      .then(server)
      .catch((error) => failed('start', error));
    return { capabilities: abilitiesFor(support), serverInfo: { name: 'sendspec', version } };
  });
  // A client that is quicker than that waits here.
  connection.onInitialized(() => server()?.initialized());
  let isShut = false;
  connection.onShutdown((): undefined | ResponseError<never> => {
    if (!begin) return notInitialized();
    if (isShut) return refused(ErrorCodes.InvalidRequest, 'The server was shut down before.');
    isShut = true;
    running?.shutDown();
    return undefined;
  });
  // what has no handler of its own
  connection.onRequest((method: string) => {
    if (!begin) return notInitialized();
    if (isShut) return refused(ErrorCodes.InvalidRequest, 'The server was shut down.');
    return refused(ErrorCodes.MethodNotFound, `There is no request ${method}.`);
  });
  connection.listen();
  return { changedOutside: () => running?.changedOutside(), failed };
}

function notInitialized(): ResponseError<never> {
  return refused(ErrorCodes.ServerNotInitialized, 'The first request is initialize.');
}

function refused(code: number, words: string): ResponseError<never> {
  return new ResponseError<never>(code, words);
}

/** The library writes an answer in the turn behind the one in which it is given. */
async function afterAnswer(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise<void>((next) => setImmediate(next));
}
