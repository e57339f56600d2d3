/** Reads a text file whole, with a reason in plain words where that does not work. */
import { closeSync, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';

/**
 * Bytes; only a guard for memory. What is too long for a message file has a diagnostic (yaml/too-large: 500,000 characters
 * have at most 1.5 MB), and so have files longer than that up to here.
 */
export const maximumSpecBytes = 20_000_000;

export type TextOrReason = { readonly text: string } | { readonly reason: string; readonly missing: boolean };

/** `pipes`: data may come from one, as in `--data <(…)`. Elsewhere nobody writes into it, and reading would not end. */
export function readText(
  path: string,
  maximumBytes: number,
  { pipes = false }: { readonly pipes?: boolean } = {},
): TextOrReason {
  let handle: number | undefined;
  try {
    // to open a pipe may already take for ever
    const kind = kindProblem(statSync(path), pipes);
    if (kind !== undefined) return refuse(kind);
    handle = openSync(path, 'r');
    const stat = fstatSync(handle);
    if (stat.size > maximumBytes) {
      return refuse(`has ${megabytes(stat.size)}, at most ${megabytes(maximumBytes)} are read: split it`);
    }
    return decodeText(readFileSync(handle));
  } catch (error) {
    return { reason: whyNot(error), missing: (error as NodeJS.ErrnoException).code === 'ENOENT' };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function kindProblem(stat: Stats, pipes: boolean): string | undefined {
  if (stat.isDirectory()) return 'is a folder, not a file';
  if (stat.isFIFO()) return pipes ? undefined : 'is a pipe, not a file';
  return stat.isFile() ? undefined : 'is a device, not a file';
}

/** UTF-8 with or without BOM (which stays: places in the file count it). */
export function decodeText(bytes: Uint8Array): TextOrReason {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return refuse('is UTF-16, not UTF-8: save it as UTF-8');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return refuse('is UTF-16, not UTF-8: save it as UTF-8');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return refuse(`is not UTF-8 (byte ${firstBadByte(bytes) + 1} is not): save it as UTF-8`);
  }
}

/** The system's reason as words that follow the path. */
export function whyNot(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'does not exist',
    ENOTDIR: 'does not exist (a part of the path is a file)',
    EACCES: 'may not be read: its permissions forbid it',
    EPERM: 'may not be read: its permissions forbid it',
    EISDIR: 'is a folder, not a file',
    ELOOP: 'is a symbolic link that leads to itself',
    ENAMETOOLONG: 'has a name that is too long for this system',
    EMFILE: 'could not be opened: too many files are open',
    ENOSPC: 'could not be written: the disk is full',
    EROFS: 'could not be written: the disk is read-only',
    EEXIST: 'is there already',
  };
  return words[code ?? ''] ?? `could not be used (${code ?? 'unknown reason'})`;
}

function refuse(reason: string): TextOrReason {
  return { reason, missing: false };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function firstBadByte(bytes: Uint8Array): number {
  // Bisection: the longest prefix that decodes (a cut character at its end does not count).
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      low = middle;
    } catch {
      high = middle - 1;
    }
  }
  return low;
}
