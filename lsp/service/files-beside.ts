/** Files of a project, as somebody who types a path wants to see them. */
import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { slashed } from '../../src/cli/project.ts';
import type { Document } from './workspace.ts';

/** More are not listed: nobody chooses among so many. */
const mostFiles = 300;
const mostFolders = 400;
const deepest = 6;

/** Paths as seen from the document, `./a.msg.yaml`, `../b.msg.yaml`: near ones first. The document itself is left out. */
export function filesBeside({ root, file }: Document, fits: (name: string) => boolean): string[] {
  const own = resolve(root, file.path);
  const here = dirname(own);
  const found: string[] = [];
  let folders: string[] = [root];
  let seen = 0;
  for (let depth = 0; depth < deepest && folders.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of folders) {
      if (++seen > mostFolders || found.length >= mostFiles) break;
      for (const entry of entriesOf(folder)) {
        if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
        const path = join(folder, entry.name);
        // links are not followed: they may lead out of the project, or round in a circle
        if (entry.isDirectory()) next.push(path);
        else if (entry.isFile() && path !== own && fits(entry.name)) found.push(path);
      }
    }
    folders = next;
  }
  const steps = (path: string) => relative(here, path).split(/[\\/]/).length;
  return found
    .sort((a, b) => steps(a) - steps(b) || (a < b ? -1 : 1))
    .slice(0, mostFiles)
    .map((path) => {
      const way = slashed(here, path);
      return way.startsWith('../') ? way : `./${way}`;
    });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // gone, or not ours to read
  }
}
