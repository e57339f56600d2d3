/**
 * Room on the disk for the outcomes of what is in flight when it gets full: a file beside the journal that is deleted
 * then. Without it a full disk makes every request in flight unknown.
 */
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';

export interface Reserve {
  /** Deletes the file; nothing happens the second time. */
  release(): void;
}

/** Bytes: 512 outcomes, each on another page of 4 KB at worst, would be 2 MB; a few neighbouring pages are the rule. */
const size = 512 * 1024;

export function createReserve(journalPath: string): Reserve {
  const path = `${journalPath}-reserve`;
  try {
    // Random, because a file system that compresses gives zeros no room.
    writeFileSync(path, randomBytes(size), { mode: 0o600 });
  } catch {
    // Already nearly full: then there is no reserve, and the first intent says so.
    remove(path);
  }
  return { release: () => remove(path) };
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A file that cannot be deleted gives no room; nothing else depends on it.
  }
}
