#!/usr/bin/env node
/** The program: last resorts and exit code. */
import module from 'node:module';
import { exit } from './exit-codes.ts';
import { processIo } from './io.ts';
import { run } from './run.ts';
import { listenForSignals, signalCode } from './signals.ts';

// From Node 22 on: the compiled code of the chunks is kept between runs, in the system's folder for temporary files.
(module as { enableCompileCache?: () => void }).enableCompileCache?.();

const io = processIo();

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, async (error: unknown) => {
    const { reportBug } = await import('./report-bug.ts');
    io.err.write(reportBug(error, process.argv[2], process.env));
    process.exit(exit.bug);
  });
}

const code = await run(process.argv.slice(2), io, listenForSignals);
process.exitCode = signalCode() ?? code;
