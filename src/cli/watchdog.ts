/** Ends this process when a statement of somebody else's code never ends: no timer of our own would ever be called. */
import { Worker } from 'node:worker_threads';

/**
 * Runs in a thread of its own, which a loop in the main one does not stop. There is no other way out of such a loop than to
 * kill the process.
 */
const watcher = `
const { workerData: { ended, milliseconds, lastWords } } = require('node:worker_threads');
if (Atomics.wait(ended, 0, 0, milliseconds) === 'timed-out') {
  require('node:fs').writeSync(2, lastWords);
  process.kill(process.pid, 'SIGKILL');
}`;

/** Call what it returns when the code has ended. Otherwise `lastWords` go to stderr after the time, and the process is gone. */
export function watch(milliseconds: number, lastWords: string): () => void {
  const ended = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(watcher, { eval: true, workerData: { ended, milliseconds, lastWords } });
  worker.unref();
  return () => {
    Atomics.store(ended, 0, 1);
    Atomics.notify(ended, 0);
  };
}
