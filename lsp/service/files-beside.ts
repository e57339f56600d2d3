/** Files of a project, as somebody who types a path wants to see them. */
import { host } from '../host/this-host.ts';
import type { Document } from './workspace.ts';

/** More are not listed: nobody chooses among so many. */
const mostFiles = 300;
const mostFolders = 400;
const deepest = 6;

/** Paths as seen from the document, `./a.msg.yaml`, `../b.msg.yaml`: near ones first. The document itself is left out. */
export function filesBeside({ root, file }: Document, fits: (name: string) => boolean): string[] {
  const own = host.resolve(root, file.path);
  const here = host.resolve(own, '..');
  const found: string[] = [];
  let folders: string[] = [root];
  let seen = 0;
  for (let depth = 0; depth < deepest && folders.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of folders) {
      if (++seen > mostFolders || found.length >= mostFiles) break;
      for (const entry of host.entries(folder)) {
        if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
        const path = host.resolve(folder, entry.name);
        if (entry.kind === 'folder') next.push(path);
        else if (path !== own && fits(entry.name)) found.push(path);
      }
    }
    folders = next;
  }
  const steps = (path: string) => host.slashed(here, path).split('/').length;
  return found
    .sort((a, b) => steps(a) - steps(b) || (a < b ? -1 : 1))
    .slice(0, mostFiles)
    .map((path) => {
      const way = host.slashed(here, path);
      return way.startsWith('../') ? way : `./${way}`;
    });
}
