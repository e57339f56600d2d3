/** What SQLite says, as the errors of a journal. */
import { JournalError } from './journal.ts';

export function asJournalError(error: unknown): JournalError {
  if (error instanceof JournalError) return error;
  const { sqliteCodeName, message } = error as { sqliteCodeName?: string; message?: string };
  if (sqliteCodeName === undefined) throw error;
  if (sqliteCodeName === 'SQLITE_FULL') return new JournalError('full', 'The disk is full.');
  return new JournalError('io', `The journal cannot be written (${sqliteCodeName}: ${message}).`);
}

/** Of an fsync outside of SQLite. */
export function asSyncError({ code, message }: NodeJS.ErrnoException): JournalError {
  if (code === 'ENOSPC' || code === 'EDQUOT') return new JournalError('full', 'The disk is full.');
  return new JournalError('io', `The journal cannot be written (${code ?? 'fsync'}: ${message}).`);
}
