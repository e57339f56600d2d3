/** One request of the protocol, or a few that belong together. What the server says it can stands in abilities.ts. */
import type { CancellationToken, Connection, ResponseError } from 'vscode-languageserver/node';
import type { ClientSupport } from '../capabilities.ts';
import type { ConfigDocuments } from '../config-documents.ts';
import type { ProjectFiles } from '../service/project-files.ts';
import type { Document, Workspace } from '../service/workspace.ts';

export interface Feature {
  /** Called once, before the first message. */
  register(server: Server): void;
  /** What was answered for open documents may be different now although they were not edited: a file they read was. */
  outdated?(server: Server): void;
}

/** What a feature has to work with. */
export interface Server {
  readonly connection: Connection;
  /** Both are there from `initialize` on. */
  readonly workspace: Workspace;
  readonly support: ClientSupport;
  /** Message files of the projects, open or not. */
  readonly files: ProjectFiles;
  /** Open configs of projects, by URI. */
  readonly configs: Pick<ConfigDocuments, 'get'>;
  /** URI of the page of a code. */
  docs(code: string): string | undefined;
  answer: Answer;
  ask: Ask;
}

export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

/** What a request that was overtaken by a change is answered: a value, or the answer for the text that is there now. */
export type Stale<R> = { readonly value: R } | 'current';

/**
 * The handler of a request about an open document. It lets in what waits behind it (a change, a cancellation) before it
 * computes; one that is out of date by then, or about no document of ours, gets `empty`. A bug is logged and answered in
 * the same way.
 */
export type Answer = <P extends DocumentParams, R>(
  name: string,
  empty: R,
  work: (document: Document, params: P, token: CancellationToken) => R | Promise<R>,
  stale?: Stale<R>,
) => (params: P, token: CancellationToken) => Promise<R | ResponseError<never>>;

/** The same for a request about no document. */
export type Ask = <P, R>(
  name: string,
  empty: R,
  work: (params: P, token: CancellationToken) => R | Promise<R>,
) => (params: P, token: CancellationToken) => Promise<R | ResponseError<never>>;
