/** Open `sendspec.config.yaml`s: few requests have an answer there, all others have none. */
import { type CancellationToken, ErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { whatIsWrong } from '../check-params.ts';
import type { Document } from '../service/workspace.ts';
import type { DocumentParams, Server } from './feature.ts';

type Handler<P, R> = (params: P, token: CancellationToken) => Promise<R | ResponseError<never>>;

/** Asks `work` about a config, and `others` about everything else. */
export function orConfig<P extends DocumentParams, R>(
  { configs, ask }: Server,
  name: string,
  empty: R,
  others: Handler<P, R>,
  work: (config: Document, params: P) => R,
): Handler<P, R> {
  const own = ask<P, R | ResponseError<never>>(name, empty, (params) => {
    const wrong = whatIsWrong(name, params);
    if (wrong !== undefined) return new ResponseError<never>(ErrorCodes.InvalidParams, wrong);
    const config = configs.get(params.textDocument.uri);
    return config ? work(config, params) : empty;
  });
  return (params, token) => (configs.get(params?.textDocument?.uri) ? own : others)(params, token);
}
