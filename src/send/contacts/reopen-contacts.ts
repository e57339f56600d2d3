/**
 * The contacts of a run that is taken up again. Its journal says what stands in the file and which row comes first: when the
 * file is still the same (its hash is quickly made) it is not read to that row.
 */
import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import type { ContactsSource } from '../options.ts';
import type { Duplicates } from './duplicates.ts';
import { type Contacts, type ContactsFacts, formatOf } from './open-contacts.ts';
import { countLines } from './read-bytes.ts';
import { createReader, type ReaderOptions } from './read-contacts.ts';

export interface KnownContacts {
  readonly facts: ContactsFacts;
  readonly duplicates: Duplicates;
  /** Before the first row that is not done. */
  readonly rowsDone: number;
  /** Bytes that they take, the header included. */
  readonly offset: number;
}

/** Undefined where the file is another one, or cannot be read: then it is opened as any other, which says why. */
export async function reopenContacts(
  source: ContactsSource,
  known: KnownContacts,
  options: ReaderOptions,
): Promise<Contacts | undefined> {
  if (source.kind !== 'file') return undefined;
  let handle: FileHandle | undefined;
  try {
    handle = await open(source.path, 'r');
    const contacts = await reopen(handle, source, known, options);
    if (contacts === undefined) await handle.close();
    return contacts;
  } catch {
    await handle?.close();
    return undefined;
  }
}

async function reopen(
  handle: FileHandle,
  source: ContactsSource & { kind: 'file' },
  { facts, duplicates, rowsDone, offset }: KnownContacts,
  options: ReaderOptions,
): Promise<Contacts | undefined> {
  if ((await handle.stat()).size !== facts.bytes || formatOf(source) !== facts.format) return undefined;
  const { digest, before, lines } = await hashFile(handle, offset, facts.format === 'csv');
  if (digest !== facts.sha256) return undefined;
  const reader = createReader(handle, facts.format, options);
  const from = rowsDone === 0 ? undefined : { rows: rowsDone, line: lines + 1, offset };
  // A header that cannot be used is found here, and not in the middle of the run.
  const check = reader.read({}, from);
  await check.next();
  await check.return(undefined);
  let changed = false;
  return {
    facts,
    warnings: reader.warnings,
    duplicates,
    async *rows() {
      const hash = from === undefined ? createHash('sha256') : before.copy();
      yield* reader.read({ hash }, from);
      changed = hash.digest('hex') !== facts.sha256;
    },
    get changed() {
      return changed;
    },
    close: () => handle.close(),
  };
}

const chunkSize = 256 * 1024;

/** Of the whole file, of what stands before `offset`, and how many lines that is. `old`: a carriage return alone ends one, too. */
async function hashFile(
  handle: FileHandle,
  offset: number,
  old: boolean,
): Promise<{ digest: string; before: Hash; lines: number }> {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(chunkSize);
  let before = hash.copy();
  let lines = 0;
  for (let position = 0; ; ) {
    // The state of the hash at `offset` is kept.
    const most = position < offset ? Math.min(chunkSize, offset - position) : chunkSize;
    const { bytesRead } = await handle.read(buffer, 0, most, position);
    if (bytesRead === 0) return { digest: hash.digest('hex'), before, lines };
    const chunk = buffer.subarray(0, bytesRead);
    hash.update(chunk);
    position += bytesRead;
    if (position > offset) continue;
    lines += countLines(chunk, chunk.length) + (old ? countReturns(chunk) : 0);
    if (position === offset) before = hash.copy();
  }
}

/** Without a newline after them. One at the very end of a piece counts as one with it: lines are for messages only. */
function countReturns(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(13); at >= 0 && at < chunk.length - 1; at = chunk.indexOf(13, at + 1))
    if (chunk[at + 1] !== 10) count++;
  return count;
}
