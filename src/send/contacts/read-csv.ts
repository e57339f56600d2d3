/** The only place that imports csv-parse: no dependencies, strict errors with lines, backpressure (delivery.md 1.7). */
import { type CsvError, parse } from 'csv-parse';
import { ContactsError } from './contact.ts';

export interface CsvRecord {
  readonly cells: readonly string[];
  /** Where the record begins, 1-based. */
  readonly line: number;
  /** Bytes up to its end. */
  readonly offset: number;
}

/** A record longer than this is a quote left open. */
const maxRecord = 1_048_576;

/** Where a record begins. */
export interface Place {
  /** 1-based. */
  readonly line: number;
  /** Bytes before it. */
  readonly offset: number;
}

export const fileStart: Place = { line: 1, offset: 0 };

/** The records of each piece of the file, which begins at `start`. Throws ContactsError with the line where the text is not CSV (RFC 4180). */
export async function* readCsv(
  bytes: AsyncIterable<Buffer>,
  start: Place = fileStart,
): AsyncGenerator<CsvRecord[]> {
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: maxRecord,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  let failure: unknown;
  parser.on('error', (error) => {
    failure ??= error;
  });
  let line = start.line;
  let records: CsvRecord[] = [];
  // Past the stream's own buffer: a linked list, in which records that are gone keep those after them alive in V8's old
  // generation. The parser's info is then that of the record, where `info: true` would copy all of it for each.
  parser.push = (cells: string[] | null) => {
    if (cells === null) return true;
    const { bytes, lines } = parser.info;
    // skip_empty_lines counts a skipped line with the record after it: near enough for a message.
    records.push({ cells, line, offset: start.offset + bytes });
    line = start.line + lines;
    return true;
  };
  const take = (): CsvRecord[] => {
    const taken = records;
    records = [];
    return taken;
  };
  for await (const chunk of bytes) {
    // The parser works at once; only its error comes a little later.
    parser.write(chunk);
    await turn();
    if (failure !== undefined) throw explain(failure, line);
    yield take();
  }
  parser.end();
  await turn();
  if (failure !== undefined) throw explain(failure, line);
  yield take();
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function explain(error: unknown, line: number): unknown {
  const { code } = error as Partial<CsvError>;
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new ContactsError(
        `A quote (") is left open in the row that begins on line ${line}: close it, or write "" for a quote inside a quoted cell.`,
      );
    case 'CSV_MAX_RECORD_SIZE':
      return new ContactsError(
        `The row that begins on line ${line} is longer than 1 MB: a quote (") is probably left open there.`,
      );
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return new ContactsError(
        `In the row that begins on line ${line} text follows a closing quote ("): write "" for a quote inside a quoted cell.`,
      );
    case 'INVALID_OPENING_QUOTE':
      return new ContactsError(
        `In the row that begins on line ${line} a quote (") stands in the middle of an unquoted cell: put the whole cell in quotes and write "" for the quote inside.`,
      );
    default:
      return error;
  }
}
