/**
 * `sendspec lsp` as editors start it, without the command line: a small bundle that answers `initialize`, and loads the
 * server itself behind the answer. Both have one copy of the library: what one makes the other has to know.
 */
import { fileURLToPath } from 'node:url';
import * as library from 'vscode-languageserver/node';
import { loadProgram } from '../src/cli/load-program.ts';
import { connectEditor } from './connect.ts';
import { goOnAfterBugs } from './go-on.ts';
import type { serve } from './node-server.ts';
import { startServer } from './start.ts';

/** Name of the server's bundle, put in by the build. */
declare const SERVER: string;

void connectEditor({ kind: process.argv.includes('--node-ipc') ? 'node-ipc' : 'stdio' }).then(
  (connection) => {
    const { failed } = startServer(connection, () => {
      const shared = { 'vscode-languageserver': library, 'vscode-languageserver/node': library };
      const bundle = loadProgram(SERVER, shared) as { readonly serve: typeof serve };
      return bundle.serve(process.cwd(), fileURLToPath(import.meta.url));
    });
    goOnAfterBugs(failed);
  },
);
