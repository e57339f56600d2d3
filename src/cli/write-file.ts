/** Writes files whole or not at all. */
import {
  closeSync,
  fsyncSync,
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
      mkdirSync(dirname(path), { recursive: true });
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
