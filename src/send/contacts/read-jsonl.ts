/** Lines of a JSONL file; each at most 1 MB. */
import { ContactsError } from './contact.ts';
import { fileStart, type Place } from './read-csv.ts';

export interface JsonLine {
  readonly value: unknown;
  readonly line: number;
  readonly offset: number;
}

const maxLine = 1_048_576;

/** The lines of each piece of the file, which begins at `start`. Throws ContactsError with the line that is not JSON or too long. Blank lines are left out. */
export async function* readJsonLines(
  bytes: AsyncIterable<Buffer>,
  start: Place = fileStart,
): AsyncGenerator<JsonLine[]> {
  let rest: Buffer = Buffer.alloc(0);
  let line = start.line - 1;
  let offset = start.offset;
  for await (const chunk of bytes) {
    const buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const lines: JsonLine[] = [];
    let begin = 0;
    for (let end = buffer.indexOf(10); end >= 0; end = buffer.indexOf(10, begin)) {
      line++;
      offset += end + 1 - begin;
      const parsed = parseLine(buffer.subarray(begin, end), line, offset);
      if (parsed !== undefined) lines.push(parsed);
      begin = end + 1;
    }
    rest = buffer.subarray(begin);
    if (rest.length > maxLine) throw tooLong(line + 1);
    yield lines;
  }
  const last = parseLine(rest, line + 1, offset + rest.length);
  if (last !== undefined) yield [last];
}

function parseLine(bytes: Buffer, line: number, offset: number): JsonLine | undefined {
  if (bytes.length > maxLine) throw tooLong(line);
  const text = bytes
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trim();
  if (text === '') return undefined;
  try {
    return { value: JSON.parse(text), line, offset };
  } catch {
    throw new ContactsError(
      `Line ${line} is not JSON: each line of a JSONL file is one object, {"recipient": "PSID", "data": {…}}.`,
    );
  }
}

function tooLong(line: number): ContactsError {
  return new ContactsError(`Line ${line} is longer than 1 MB: a contact is never that large.`);
}
