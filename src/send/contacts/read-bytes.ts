/** The bytes of an open file, in order, hashed and known to be UTF-8. */
import type { Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { ContactsError } from './contact.ts';

const chunkSize = 16 * 1024;

export interface ReadOptions {
  readonly hash?: Hash;
  /** Only the first pass looks at the encoding. */
  readonly checkEncoding?: boolean;
  readonly onProgress?: (bytes: number) => void;
  /** Where to begin. */
  readonly from?: number;
}

/** Throws ContactsError where the file is not UTF-8. */
export async function* readBytes(handle: FileHandle, options: ReadOptions): AsyncGenerator<Buffer> {
  const decoder = options.checkEncoding ? new TextDecoder('utf-8', { fatal: true }) : undefined;
  let position = options.from ?? 0;
  let lines = 0;
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkSize), 0, chunkSize, position);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    if (decoder !== undefined) {
      if (position === 0) refuseWideEncodings(chunk);
      try {
        decoder.decode(chunk, { stream: true });
      } catch {
        throw notUtf8(chunk, lines);
      }
      lines += countLines(chunk, chunk.length);
    }
    options.hash?.update(chunk);
    position += bytesRead;
    options.onProgress?.(position);
    yield chunk;
  }
  if (decoder !== undefined) {
    try {
      decoder.decode();
    } catch {
      throw new ContactsError('The file ends in the middle of a character: it was cut off, or is not UTF-8.');
    }
  }
}

/** UTF-16 and UTF-32 are known by their mark, or by the zero bytes that ASCII text has in them. */
function refuseWideEncodings(start: Buffer): void {
  const name = wideEncoding(start);
  if (name === undefined) return;
  throw new ContactsError(
    `The file is written in ${name}: save it as UTF-8 (in a spreadsheet: "CSV UTF-8").`,
  );
}

function wideEncoding(b: Buffer): string | undefined {
  if (b[0] === 0xff && b[1] === 0xfe) return b[2] === 0 && b[3] === 0 ? 'UTF-32' : 'UTF-16';
  if (b[0] === 0xfe && b[1] === 0xff) return 'UTF-16';
  if (b[0] === 0 && b[1] === 0 && b[2] === 0xfe && b[3] === 0xff) return 'UTF-32';
  const head = b.subarray(0, 200);
  if (head.length < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (const [i, byte] of head.entries()) {
    if (byte !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  return even > head.length / 4 || odd > head.length / 4 ? 'UTF-16' : undefined;
}

function notUtf8(chunk: Buffer, linesBefore: number): ContactsError {
  const at = firstBadByte(chunk);
  const line = linesBefore + countLines(chunk, at) + 1;
  const byte = (chunk[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  return new ContactsError(
    `Line ${line} is not UTF-8 (byte ${byte}): the file seems to be written in Latin-1 or Windows-1252. Save it as UTF-8 (in a spreadsheet: "CSV UTF-8").`,
  );
}

function firstBadByte(chunk: Buffer): number {
  // A character cut at the chunk's start was fine so far: continuation bytes there are not the culprit.
  let low = 0;
  while (low < 3 && low < chunk.length && (chunk[low]! & 0xc0) === 0x80) low++;
  const start = low;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isPrefixFine(chunk.subarray(start, middle + 1))) low = middle + 1;
    else high = middle;
  }
  return startOfCharacter(chunk, Math.min(low, chunk.length - 1));
}

/** The decoder notices a character that is cut short at the byte after it. */
function startOfCharacter(chunk: Buffer, at: number): number {
  let lead = at - 1;
  while (lead > 0 && at - lead < 4 && (chunk[lead]! & 0xc0) === 0x80) lead--;
  const byte = chunk[lead] ?? 0;
  const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
  return length > at - lead ? lead : at;
}

function isPrefixFine(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

export function countLines(chunk: Buffer, end: number): number {
  let count = 0;
  for (let at = chunk.indexOf(10); at >= 0 && at < end; at = chunk.indexOf(10, at + 1)) count++;
  return count;
}
