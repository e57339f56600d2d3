#!/usr/bin/env node
/** dist/sendspec.js: answers --version and --help by itself, and loads the program for everything else. */
import { version } from '../version.ts';
import { loadProgram } from './load-program.ts';
import { topHelp } from './top-help.ts';

/** Names of the bundles, put in by the build: all commands, and the beginning of a session of the language server. */
declare const PROGRAMS: { readonly all: string; readonly lsp: string };

const [first, ...rest] = process.argv.slice(2);
const quick =
  first === '--version' || first === '-V'
    ? `${version}\n`
    : (first === '--help' || first === '-h') && rest.length === 0
      ? topHelp()
      : undefined;

if (quick === undefined) {
  loadProgram(first === 'lsp' && isPlain(rest) ? PROGRAMS.lsp : PROGRAMS.all);
} else {
  // A reader that has gone away is no error.
  process.stdout.on('error', () => {});
  process.stdout.write(quick);
}

/** As editors call it; whatever else stands there the command line understands, or says what is wrong. */
function isPlain(args: readonly string[]): boolean {
  const [transport, ...others] = args;
  const starts = transport === '--stdio' || (transport === '--node-ipc' && process.send !== undefined);
  return starts && others.every((arg) => /^--clientProcessId=\d+$/.test(arg));
}
