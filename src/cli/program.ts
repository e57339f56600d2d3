/** The program behind dist/sendspec.js: last resorts and exit code. */
import { fileURLToPath } from 'node:url';
import { runAsEmulatorThread } from './emulator-thread.ts';
import { exit } from './exit-codes.ts';
import { isTerminalGone, processIo } from './io.ts';
import { run } from './run.ts';
import { listenForSignals, signalCode } from './signals.ts';

if (!runAsEmulatorThread()) main();

function main() {
  const io = processIo(fileURLToPath(import.meta.url), (why) => {
    io.err.write(
      `sendspec: stdout cannot be written (${why}): what should stand there from here on is missing.\n`,
    );
    // What a send has done stands in its journal, and its exit code is about that.
    if (process.argv[2] !== 'send' && process.argv[2] !== 'worker')
      process.on('exit', (code) => {
        if (code === exit.done) process.exitCode = exit.environment;
      });
  });

  const leave = process.exit.bind(process);
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, async (error: unknown) => {
      const { reportBug } = await import('./report-bug.ts');
      io.err.write(reportBug(error, process.argv[2], process.env));
      leave(exit.bug);
    });
  }

  run(process.argv.slice(2), io, listenForSignals).then((code) => {
    process.exitCode = signalCode() ?? code;
    // Node aborts (and dumps core) where it cannot reset a terminal that is gone: all is written, so as everybody ends who is hung up.
    if (isTerminalGone()) {
      process.removeAllListeners('SIGHUP');
      process.kill(process.pid, 'SIGHUP');
    }
  });
}
