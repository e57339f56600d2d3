import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';

/** One accepted request. Never holds a token, only the first characters of its hash. */
export interface LedgerEntry {
  /** 1, 2, 3 … in the order of acceptance. */
  readonly seq: number;
  /** ISO 8601 with milliseconds, by the emulator's clock. */
  readonly time: string;
  /** As in the path: a page id or `me`. */
  readonly page: string;
  /** Version of the path, as `v21.0`; absent where the path has none. */
  readonly version?: string;
  readonly recipient: Readonly<Record<string, unknown>>;
  /** `recipient.id`. */
  readonly psid?: string;
  /** Absent for sender actions. */
  readonly message_id?: string;
  readonly attachment_id?: string;
  /** Place in its batch, from 0. */
  readonly batch_item?: number;
  /** A file that came with the message (multipart). Its bytes are not kept. */
  readonly file?: Readonly<Record<string, unknown>>;
  /** `message.metadata`: where sendspec puts its delivery key. */
  readonly key?: string;
  /** The request's parameters without access_token and appsecret_proof. */
  readonly body: Readonly<Record<string, unknown>>;
  /** First 12 hexadecimal digits of the token's SHA-256. */
  readonly token_hash: string;
}

export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  /** Gives the entry its number; in the file before this returns. An error text where it could not be written. */
  append(make: (seq: number) => Omit<LedgerEntry, 'seq'>): LedgerEntry | { readonly problem: string };
  /** Calls back once `count` entries with a number over `since` are there; the result cancels. */
  whenReached(since: number, count: number, then: () => void): () => void;
  reset(): void;
  close(): void;
}

/** In memory, and in a file (JSON Lines, appended) where one is named. An existing file is read and continued. */
export function openLedger(file: string | undefined): Ledger | { readonly problem: string } {
  let entries: LedgerEntry[] = [];
  let descriptor: number | undefined;
  let last = 0;
  let torn = false;
  if (file !== undefined) {
    const before = readExisting(file);
    if ('problem' in before) return before;
    entries = before.entries;
    last = entries.at(-1)?.seq ?? 0;
    try {
      descriptor = openSync(file, 'a', 0o600);
      torn = before.torn;
    } catch (error) {
      return { problem: `The ledger ${file} cannot be written: ${(error as Error).message}` };
    }
  }
  const waiting = new Set<{ since: number; count: number; then: () => void }>();
  const notify = () => {
    for (const one of waiting) {
      if (countSince(entries, one.since) < one.count) continue;
      waiting.delete(one);
      one.then();
    }
  };
  return {
    get entries() {
      return entries;
    },
    append(make) {
      const entry: LedgerEntry = { seq: last + 1, ...make(last + 1) };
      if (descriptor !== undefined) {
        try {
          writeWhole(descriptor, `${torn ? '\n' : ''}${JSON.stringify(entry)}\n`);
          torn = false;
        } catch (error) {
          torn = true;
          return { problem: (error as Error).message };
        }
      }
      last = entry.seq;
      entries.push(entry);
      // Later, so that whoever waits for an entry (and closes) does not outrun its answer.
      if (waiting.size > 0) setImmediate(notify);
      return entry;
    },
    whenReached(since, count, then) {
      const one = { since, count, then };
      waiting.add(one);
      notify();
      return () => waiting.delete(one);
    },
    reset() {
      entries = [];
      last = 0;
      if (descriptor === undefined) return;
      try {
        writeWhole(descriptor, `${torn ? '\n' : ''}{"reset":true}\n`);
        torn = false;
      } catch {
        torn = true; // a full disk: the next message is refused for the same reason, and says so
      }
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
}

/** Entries after number `since`. */
export function entriesSince(entries: readonly LedgerEntry[], since: number): readonly LedgerEntry[] {
  return entries.slice(entries.length - countSince(entries, since));
}

/** The numbers have no gaps, so the count follows from the first and the last. */
function countSince(entries: readonly LedgerEntry[], since: number): number {
  const last = entries.at(-1);
  return last === undefined ? 0 : Math.min(entries.length, Math.max(0, last.seq - since));
}

/** A short write (full disk) leaves half a line: the caller closes it before the next. */
function writeWhole(descriptor: number, line: string): void {
  const bytes = Buffer.from(line);
  const written = writeSync(descriptor, bytes);
  if (written < bytes.length) throw new Error(`wrote ${written} of ${bytes.length} bytes of a ledger line`);
}

/** A last line without its line break is what a kill leaves behind: it was never answered, and is left out. */
function readExisting(
  file: string,
): { entries: LedgerEntry[]; torn: boolean } | { readonly problem: string } {
  let text: string;
  try {
    // A device or a pipe can be written to; reading it may never end.
    if (!statSync(file).isFile() && !statSync(file).isDirectory()) return { entries: [], torn: false };
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { entries: [], torn: false };
    return { problem: `The ledger ${file} cannot be read: ${(error as Error).message}` };
  }
  const lines = text.split('\n');
  const rest = lines.pop() ?? '';
  let entries: LedgerEntry[] = [];
  for (const [index, line] of lines.entries()) {
    const value = parse(line);
    if (value?.reset === true) entries = [];
    else if (typeof value?.seq === 'number') entries.push(value as unknown as LedgerEntry);
    else if (!line.startsWith('{"seq":')) {
      return { problem: `${file} is not a ledger: line ${index + 1} is not an entry` };
    }
  }
  return { entries, torn: rest !== '' };
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
