/**
 * Opens the contacts and reads them once to the end before anything is sent: a broken file sends nothing, and the
 * manifest gets its hash, bytes and rows. The same open file is read again for the send.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ContactsSource } from '../options.ts';
import { type Contact, ContactsError } from './contact.ts';
import { createDuplicates, type Duplicates } from './duplicates.ts';
import { openOne } from './open-one.ts';
import { createReader, type ReaderOptions } from './read-contacts.ts';
import { createRecipientIndex } from './recipient-index.ts';

export interface ContactsFacts {
  readonly format: 'csv' | 'jsonl' | 'one';
  /** SHA-256, hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly rows: number;
}

export interface Contacts {
  readonly facts: ContactsFacts;
  readonly warnings: readonly string[];
  readonly duplicates: Duplicates;
  /** In the file's order, some at a time. Of a file that was opened for a resume: from the first row that is not done. */
  rows(): AsyncGenerator<readonly Contact[]>;
  /** True after a whole pass that did not find the bytes of the first one. */
  readonly changed: boolean;
  close(): Promise<void>;
}

export type Opened =
  | { readonly ok: true; readonly contacts: Contacts }
  | {
      readonly ok: false;
      /** 1: its content; 2: there is no such file, so the command is wrong. */
      readonly exit: 1 | 2;
      readonly message: string;
    };

export interface OpenOptions extends ReaderOptions {
  readonly onProgress?: (bytes: number, total: number) => void;
  /** Sees every row of the first pass; may throw ContactsError. `first`: the row in which its recipient came before. */
  readonly onRow?: (contact: Contact, first: number | undefined) => void;
}

/** Bytes: the rows of a smaller file are kept, which spares the second reading. */
const smallFile = 1024 * 1024;

export async function openContacts(source: ContactsSource, options: OpenOptions): Promise<Opened> {
  if (source.kind === 'one') return openOne(source, options);
  let handle: FileHandle | undefined;
  try {
    handle = await open(source.path, 'r');
    const stat = await handle.stat();
    if (stat.isDirectory()) throw new ContactsError('it is a folder, not a contacts file.');
    return { ok: true, contacts: await scan(handle, source, stat.size, options) };
  } catch (error) {
    await handle?.close();
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return {
      ok: false,
      exit: missing ? 2 : 1,
      message: `${source.name ?? source.path}: ${explain(error)}`,
    };
  }
}

async function scan(
  handle: FileHandle,
  source: ContactsSource & { kind: 'file' },
  total: number,
  options: OpenOptions,
): Promise<Contacts> {
  const format = formatOf(source);
  const reader = createReader(handle, format, options);
  const duplicates = createDuplicates();
  let seen: ReturnType<typeof createRecipientIndex> | undefined = createRecipientIndex();
  const kept: Contact[][] | undefined = total <= smallFile ? [] : undefined;
  let bytes = 0;
  let rows = 0;
  let changed = false;

  const hash = createHash('sha256');
  const onProgress = (position: number) => {
    bytes = position;
    options.onProgress?.(position, total);
  };
  for await (const contacts of reader.read({ hash, checkEncoding: true, onProgress })) {
    rows += contacts.length;
    for (const contact of contacts) {
      const first = contact.recipient && seen.add(contact.recipient, contact.row);
      if (first) duplicates.add(contact.row, first);
      options.onRow?.(contact, first || undefined);
    }
    kept?.push(contacts);
  }
  seen = undefined;
  if (rows === 0)
    throw new ContactsError(
      bytes === 0 ? 'the file is empty.' : 'the file holds no contacts, only a header.',
    );
  const sha256 = hash.digest('hex');

  async function* again(): AsyncGenerator<readonly Contact[]> {
    const hash = createHash('sha256');
    if (kept === undefined) yield* reader.read({ hash });
    else {
      yield* kept;
      hash.update(await readWhole(handle));
    }
    changed = hash.digest('hex') !== sha256;
  }

  return {
    facts: { format, sha256, bytes, rows },
    warnings: reader.warnings,
    duplicates,
    rows: again,
    get changed() {
      return changed;
    },
    close: () => handle.close(),
  };
}

async function readWhole(handle: FileHandle): Promise<Buffer> {
  const { size } = await handle.stat();
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(size), 0, size, 0);
  return buffer.subarray(0, bytesRead);
}

/** Throws ContactsError for a name that says neither. */
export function formatOf(source: ContactsSource & { kind: 'file' }): 'csv' | 'jsonl' {
  if (source.format !== undefined) return source.format;
  switch (extname(source.path).toLowerCase()) {
    case '.csv':
      return 'csv';
    case '.jsonl':
    case '.ndjson':
      return 'jsonl';
    default:
      throw new ContactsError('contacts are read from files that end in .csv or .jsonl: rename the file.');
  }
}

function explain(error: unknown): string {
  if (error instanceof ContactsError) return error.message;
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'there is no such file.';
    case 'EACCES':
    case 'EPERM':
      return 'the file may not be read: check its permissions.';
    case undefined:
      throw error;
    default:
      return `the file cannot be read (${(error as NodeJS.ErrnoException).code}).`;
  }
}
