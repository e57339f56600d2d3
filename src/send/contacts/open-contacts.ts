/**
 * Opens the contacts and reads them once to the end before anything is sent: a broken file sends nothing, and the
 * manifest gets its hash, bytes and rows. The same open file is read again for the send.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { ContactsSource, ProgramFacts } from '../options.ts';
import { checkJson } from './check-value.ts';
import { type Contact, ContactsError } from './contact.ts';
import { fromCsv, fromJson, readRecipient } from './make-contact.ts';
import { describeUnknown, planColumns } from './plan-columns.ts';
import { readBytes } from './read-bytes.ts';
import { readCsv } from './read-csv.ts';
import { readJsonLines } from './read-jsonl.ts';

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
  /** In the file's order, some at a time: a turn of the event loop for each row would cost more than the row. */
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

export interface OpenOptions {
  readonly program?: ProgramFacts;
  readonly columnMap?: { readonly [target: string]: string };
  readonly onProgress?: (bytes: number, total: number) => void;
  /** Sees every row of the first pass; may throw ContactsError. */
  readonly onRow?: (contact: Contact) => void;
}

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
  const format = source.format ?? formatOf(source.path);
  const warnings: string[] = [];
  const warn = (message: string) => {
    if (!warnings.includes(message)) warnings.push(message);
  };
  let bytes = 0;
  let rows = 0;
  let sha256 = '';
  let changed = false;

  async function* read(first: boolean): AsyncGenerator<Contact[]> {
    const hash = createHash('sha256');
    const input = readBytes(handle, {
      hash,
      checkEncoding: first,
      onProgress: (position) => {
        if (!first) return;
        bytes = position;
        options.onProgress?.(position, total);
      },
    });
    yield* format === 'csv' ? csvContacts(input, options, warn) : jsonContacts(input, warn);
    const digest = hash.digest('hex');
    if (first) sha256 = digest;
    else changed = digest !== sha256;
  }

  for await (const contacts of read(true)) {
    rows += contacts.length;
    if (options.onRow) for (const contact of contacts) options.onRow(contact);
  }
  if (rows === 0)
    throw new ContactsError(
      bytes === 0 ? 'the file is empty.' : 'the file holds no contacts, only a header.',
    );
  return {
    facts: { format, sha256, bytes, rows },
    warnings,
    rows: () => read(false),
    get changed() {
      return changed;
    },
    close: () => handle.close(),
  };
}

async function* csvContacts(
  bytes: AsyncIterable<Buffer>,
  options: OpenOptions,
  warn: (message: string) => void,
): AsyncGenerator<Contact[]> {
  let plan: ReturnType<typeof planColumns> | undefined;
  let row = 0;
  for await (const records of readCsv(bytes)) {
    const contacts: Contact[] = [];
    for (const record of records) {
      if (plan === undefined) {
        plan = planColumns(record.cells, options.program, options.columnMap);
        const unknown = describeUnknown(plan, options.program);
        if (unknown !== undefined) warn(unknown);
      } else contacts.push(fromCsv(record, ++row, plan));
    }
    yield contacts;
  }
}

async function* jsonContacts(
  bytes: AsyncIterable<Buffer>,
  warn: (message: string) => void,
): AsyncGenerator<Contact[]> {
  let row = 0;
  let warned = false;
  for await (const lines of readJsonLines(bytes)) {
    yield lines.map((line) =>
      fromJson(line, ++row, (key) => {
        if (warned) return;
        warned = true;
        warn(`The key "${key.slice(0, 60)}" beside "recipient" and "data" is not used (line ${line.line}).`);
      }),
    );
  }
}

/** Throws ContactsError for a name that says neither. */
function formatOf(path: string): 'csv' | 'jsonl' {
  switch (extname(path).toLowerCase()) {
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

async function openOne(source: ContactsSource & { kind: 'one' }, options: OpenOptions): Promise<Opened> {
  const recipient = readRecipient(source.recipient);
  if (typeof recipient === 'string')
    return { ok: false, exit: 1, message: `Nobody to send to: ${recipient}.` };
  const text = JSON.stringify([recipient, source.data, source.locale ?? null, source.timeZone ?? null]);
  const place = { row: 1, line: 1, offset: 0 };
  const { data } = source;
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  const wrong = isObject ? checkJson(data, '') : 'the data is not an object';
  const contact: Contact =
    wrong === undefined
      ? {
          ...place,
          recipient,
          data: data as Contact['data'],
          locale: source.locale,
          timeZone: source.timeZone,
        }
      : { ...place, data: {}, problem: { reason: 'data', detail: wrong } };
  options.onRow?.(contact);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return {
    ok: true,
    contacts: {
      facts: { format: 'one', sha256, bytes: Buffer.byteLength(text), rows: 1 },
      warnings: [],
      async *rows() {
        yield [contact];
      },
      changed: false,
      close: async () => {},
    },
  };
}
