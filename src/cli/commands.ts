/** All commands: one line each for `--help`; the command itself is loaded when it is called. */
import type { Command } from 'commander';
import type { Context } from './context.ts';

export interface CommandEntry {
  readonly usage: string;
  readonly summary: string;
  readonly load: () => Promise<(context: Context) => Command>;
}

export const commands: Readonly<Record<string, CommandEntry>> = {
  init: {
    usage: 'init [DIR]',
    summary: 'make a folder with a message and contacts to start from',
    load: async () => (await import('./commands/init.ts')).initCommand,
  },
  check: {
    usage: 'check [PATH…]',
    summary: 'find what is wrong in message files',
    load: async () => (await import('./commands/check.ts')).checkCommand,
  },
  render: {
    usage: 'render FILE#MESSAGE',
    summary: 'print the request bodies of a message as JSON lines',
    load: async () => (await import('./commands/render.ts')).renderCommand,
  },
  compile: {
    usage: 'compile PATH… -o DIR',
    summary: 'write a standalone JavaScript module for each file',
    load: async () => (await import('./commands/compile.ts')).compileCommand,
  },
  send: {
    usage: 'send FILE#MESSAGE',
    summary: 'send a message to everybody in a contacts file',
    load: async () => (await import('./commands/send.ts')).sendCommand,
  },
  emulator: {
    usage: 'emulator',
    summary: 'run a local Send API to test against',
    load: async () => (await import('./commands/emulator.ts')).emulatorCommand,
  },
  explain: {
    usage: 'explain CODE',
    summary: 'explain a code that check prints',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
};

/** Commands of the language's contract that this version does not have. They are not in `--help`. */
export const laterCommands: readonly string[] = [
  'status',
  'reconcile',
  'worker',
  'import',
  'fmt',
  'test',
  'schema',
  'lsp',
  'preview',
  'extract',
];
