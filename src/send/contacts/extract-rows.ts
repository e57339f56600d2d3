/**
 * Some rows of a contacts file as they stand there, as a contacts file of their own. To those of a CSV file two columns
 * are added that a send does not read: what became of the row, and why.
 */
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { extraColumns } from './contact.ts';
import { readBytes } from './read-bytes.ts';
import { readCsv } from './read-csv.ts';
import { readJsonLines } from './read-jsonl.ts';

export interface ExtractOptions {
  readonly path: string;
  readonly format: 'csv' | 'jsonl';
  /** Of the file that the run was begun with. */
  readonly sha256: string;
  /** By row, 1 is the first contact. */
  readonly wanted: ReadonlyMap<number, { readonly state: string; readonly why: string }>;
}

/** `gone`: there is no such file. `changed`: it is not the one that was sent; nothing of it is given. */
export type Extracted = { readonly ok: true } | { readonly ok: false; readonly why: 'gone' | 'changed' };

/** Throws what the disk says, but for a file that is not there, and what `write` throws. */
export async function extractRows(
  options: ExtractOptions,
  write: (text: string) => void | Promise<void>,
): Promise<Extracted> {
  let handle: FileHandle;
  try {
    handle = await open(options.path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { ok: false, why: 'gone' };
  }
  try {
    if ((await hashOf(handle)) !== options.sha256) return { ok: false, why: 'changed' };
    await copyRows(handle, options, write);
    return { ok: true };
  } finally {
    await handle.close();
  }
}

async function hashOf(handle: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  for await (const _ of readBytes(handle, { hash }));
  return hash.digest('hex');
}

async function copyRows(
  handle: FileHandle,
  { format, wanted }: ExtractOptions,
  write: (text: string) => void | Promise<void>,
): Promise<void> {
  // What was read and is not yet known to be behind the last record.
  let held = Buffer.alloc(0);
  let begin = 0;
  async function* keep(): AsyncGenerator<Buffer> {
    for await (const chunk of readBytes(handle, {})) {
      held = Buffer.concat([held, chunk]);
      yield chunk;
    }
  }
  let row = format === 'csv' ? -1 : 0;
  for await (const records of format === 'csv' ? readCsv(keep()) : readJsonLines(keep())) {
    let text = '';
    let position = begin;
    for (const { offset } of records) {
      row++;
      const note = wanted.get(row);
      if (note !== undefined || row === 0) {
        // Blank lines before a record belong to nobody.
        const line = held
          .toString('utf8', position - begin, offset - begin)
          .replace(/^[\r\n]+|[\r\n]+$/g, '');
        text += format === 'csv' ? `${line},${note ? cells(note) : extraColumns.join()}\n` : `${line}\n`;
      }
      position = offset;
    }
    held = held.subarray(position - begin);
    begin = position;
    if (text !== '') await write(text);
  }
}

function cells({ state, why }: { readonly state: string; readonly why: string }): string {
  return [state, why].map((value) => `"${harmless(value).replaceAll('"', '""')}"`).join();
}

/** A spreadsheet takes a cell that begins like this for a formula. */
function harmless(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}
