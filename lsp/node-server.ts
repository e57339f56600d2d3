/** The server on this machine's disk. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { host } from './host/node-host.ts';
import { holdHeap, limitHeap } from './limit-heap.ts';
import { runServer } from './server.ts';
import type { Serve } from './start.ts';

/** `program`: the bundle in dist/, beside which the pages of the codes are; undefined where there is none. */
export function serve(cwd: string, program: string | undefined): Serve {
  const docs = docsBeside(program);
  limitHeap();
  return (...session) => runServer(...session, { host, cwd, docs, opening: holdHeap });
}

function docsBeside(program: string | undefined): (code: string) => string | undefined {
  const folder = program && join(dirname(program), '..', 'docs', 'diagnostics');
  if (!folder || !existsSync(folder)) return () => undefined;
  return (code) => pathToFileURL(join(folder, `${code}.md`)).href;
}
