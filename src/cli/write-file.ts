/** Writes files whole or not at all. */
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface FileToWrite {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes all of the files beside their places, then renames: a reader sees the old text or the new, never a half, and
 * where the disk is full nothing is changed. Throws the system's error (after removing what it wrote) with `path`.
 * Keeps the mode of a file that is there and writes through a symbolic link.
 */
export function writeFilesAtomically(files: readonly FileToWrite[]): void {
  const prepared: { readonly temporary: string; readonly path: string }[] = [];
  try {
    for (const file of files) {
      const path = followLink(file.path);
      makeFolder(dirname(path));
      const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
      prepared.push({ temporary, path });
      writeDurably(temporary, file.text, modeOf(path));
    }
    for (const { temporary, path } of prepared) renameSync(temporary, path);
  } catch (error) {
    for (const { temporary } of prepared) rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes a file that is not there yet, whole or not at all. Throws the system's error, EEXIST where it is there. */
export function writeNewFile({ path, text }: FileToWrite): void {
  makeFolder(dirname(path));
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    writeDurably(temporary, text, 0o666);
    // unlike a rename, a link never takes the place of a file
    linkSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Node 20's recursive mkdir never ends where a folder refuses with ENOENT although it is there (/proc). */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (error) {
    // made by somebody else in between
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statSync(path).isDirectory()) throw error;
  }
}

function writeDurably(path: string, text: string, mode: number): void {
  const handle = openSync(path, 'w', mode);
  try {
    const bytes = Buffer.from(text, 'utf8');
    for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function followLink(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function modeOf(path: string): number {
  try {
    return statSync(path).mode & 0o777;
  } catch {
    return 0o666;
  }
}
