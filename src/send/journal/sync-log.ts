/**
 * Waits for the disk beside the event loop. SQLite's own fsync (synchronous=FULL) is the same call, but stops everything else of
 * this process while the disk works, a tenth of a send's time.
 */
import { closeSync, fdatasync, fstatSync, openSync, statSync } from 'node:fs';

export interface LogSync {
  /** Calls back when all that was committed before the call is on the disk, or with what the system says. */
  start(done: (error: NodeJS.ErrnoException | undefined) => void): void;
  close(): void;
}

/**
 * Of a journal in WAL mode that this process has open: then its log stays one file to the end. POSIX locks are on the database
 * and its -shm, so that a file descriptor of the log takes none of them away when it is closed.
 */
export function createLogSync(journalPath: string): LogSync {
  const path = `${journalPath}-wal`;
  let fd: number | undefined;
  return {
    start: (done) => {
      try {
        // Windows flushes for a handle that may write only. SQLite makes the file with the first commit.
        fd ??= openSync(path, 'r+');
        if (statSync(path).ino !== fstatSync(fd).ino) throw new Error(`${path} is another file now`);
      } catch (error) {
        setImmediate(done, error as NodeJS.ErrnoException);
        return;
      }
      fdatasync(fd, (error) => done(error ?? undefined));
    },
    close: () => {
      if (fd !== undefined) closeSync(fd);
      fd = undefined;
    },
  };
}
