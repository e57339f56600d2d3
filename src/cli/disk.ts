/** The disk as the compiler sees it: text files inside the project's root, symlinks followed first. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FileSystem } from '../pipeline.ts';
import { isInside } from './project.ts';
import { maximumSpecBytes, readText, whyNot } from './read-text.ts';

export function createDisk(root: string): FileSystem {
  return {
    read(path) {
      const absolute = resolve(root, path);
      try {
        if (!isInside(realpathSync(absolute), realpathSync(root))) {
          return new Error(`${path} leads out of the project`);
        }
      } catch (error) {
        return new Error(`${path} ${whyNot(error)}`);
      }
      const read = readText(absolute, maximumSpecBytes);
      return 'text' in read ? read.text : new Error(`${path} ${read.reason}`);
    },
  };
}
