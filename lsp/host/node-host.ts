/** The disk of this machine. */
import { readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readConfig } from '../../src/cli/config.ts';
import { createDisk } from '../../src/cli/disk.ts';
import { messageFilesBelow } from '../../src/cli/find-files.ts';
import { placeProblem } from '../../src/cli/helper-module.ts';
import { findRoot, isInside, slashed } from '../../src/cli/project.ts';
import type { Host } from './host.ts';

export const host: Host = {
  pathOf(uri) {
    if (!/^file:/i.test(uri)) return undefined;
    try {
      return fileURLToPath(uri);
    } catch {
      return undefined; // a host or an escape that no path has
    }
  },
  uriOf: (path) => pathToFileURL(path).href,
  resolve,
  slashed,
  isInside,
  rootOf: (path, folder) => findRoot(dirname(path), folder),
  stamp(path) {
    const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
    return stat?.isFile() ? `${stat.mtimeNs} ${stat.size}` : undefined;
  },
  files: createDisk,
  config: readConfig,
  moduleProblem: placeProblem,
  entries(folder) {
    try {
      return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : undefined;
        return kind ? [{ name: entry.name, kind }] : [];
      });
    } catch {
      return []; // gone, or not ours to read
    }
  },
  messageFilesBelow,
};
