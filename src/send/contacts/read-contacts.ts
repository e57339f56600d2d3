/** The records of an open file as contacts: those of a CSV file by its header, and both from any row on. */
import type { FileHandle } from 'node:fs/promises';
import type { ProgramFacts } from '../options.ts';
import { type Contact, ContactsError } from './contact.ts';
import { fromCsv, fromJson } from './make-contact.ts';
import { type ColumnPlan, describeUnknown, planColumns } from './plan-columns.ts';
import { type ReadOptions, readBytes } from './read-bytes.ts';
import { fileStart, type Place, readCsv } from './read-csv.ts';
import { readJsonLines } from './read-jsonl.ts';

export interface FileReader {
  /** Some at a time: a turn of the event loop for each row would cost more than the row. */
  read(options: ReadOptions, from?: RowPlace): AsyncGenerator<Contact[]>;
  /** Of all that was read. */
  readonly warnings: readonly string[];
}

export interface RowPlace extends Place {
  /** Rows before it. */
  readonly rows: number;
}

export interface ReaderOptions {
  readonly program?: ProgramFacts;
  readonly columnMap?: { readonly [target: string]: string };
}

/** What is read throws ContactsError where the file cannot be used. */
export function createReader(
  handle: FileHandle,
  format: 'csv' | 'jsonl',
  options: ReaderOptions,
): FileReader {
  const warnings: string[] = [];
  const warn = (message: string) => {
    if (!warnings.includes(message)) warnings.push(message);
  };
  let plan: ColumnPlan | undefined;
  const planFrom = (header: readonly string[]) => {
    plan = planColumns(header, options.program, options.columnMap);
    const unknown = describeUnknown(plan, options.program);
    if (unknown !== undefined) warn(unknown);
    return plan;
  };

  async function* readRecords(bytes: ReadOptions, from: RowPlace | undefined): AsyncGenerator<Contact[]> {
    let row = from?.rows ?? 0;
    let columns = from === undefined ? undefined : (plan ?? planFrom(await readHeader(handle)));
    for await (const records of readCsv(readBytes(handle, bytes), from)) {
      const contacts: Contact[] = [];
      for (const record of records) {
        if (columns === undefined) columns = planFrom(record.cells);
        else contacts.push(fromCsv(record, ++row, columns));
      }
      yield contacts;
    }
  }

  async function* readLines(bytes: ReadOptions, from: RowPlace | undefined): AsyncGenerator<Contact[]> {
    let row = from?.rows ?? 0;
    let warned = false;
    for await (const lines of readJsonLines(readBytes(handle, bytes), from)) {
      yield lines.map((line) =>
        fromJson(line, ++row, (key) => {
          if (warned) return;
          warned = true;
          warn(
            `The key "${key.slice(0, 60)}" beside "recipient" and "data" is not used (line ${line.line}).`,
          );
        }),
      );
    }
  }

  return {
    read: (bytes, from) => {
      const all = { ...bytes, from: (from ?? fileStart).offset };
      return format === 'csv' ? readRecords(all, from) : readLines(all, from);
    },
    warnings,
  };
}

async function readHeader(handle: FileHandle): Promise<readonly string[]> {
  for await (const [first] of readCsv(readBytes(handle, {}))) if (first !== undefined) return first.cells;
  throw new ContactsError('the file is empty.');
}
