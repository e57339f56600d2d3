/** All commands, one line each for `--help`. Apart from their code, so that `--help` loads none of it. */
export interface CommandEntry {
  readonly usage: string;
  readonly summary: string;
}

export const commands = {
  init: { usage: 'init [DIR]', summary: 'make a folder with a message and contacts to start from' },
  check: { usage: 'check [PATH…]', summary: 'find what is wrong in message files' },
  render: { usage: 'render FILE#MESSAGE', summary: 'print the request bodies of a message as JSON lines' },
  compile: { usage: 'compile PATH… -o DIR', summary: 'write a standalone JavaScript module for each file' },
  fmt: { usage: 'fmt [PATH…]', summary: 'lay message files out in the one canonical way' },
  test: { usage: 'test [PATH…]', summary: 'compare what the examples render with their snapshots' },
  send: { usage: 'send FILE#MESSAGE', summary: 'send a message to everybody in a contacts file' },
  status: { usage: 'status [JOURNAL]', summary: 'tell what was sent, failed, skipped and is unknown' },
  reconcile: {
    usage: 'reconcile [JOURNAL]',
    summary: 'find out what became of the messages that are unknown',
  },
  worker: { usage: 'worker', summary: 'take part in sends whose journal several machines share' },
  emulator: { usage: 'emulator', summary: 'run a local Send API to test against' },
  import: { usage: 'import FILE.json', summary: 'turn Send API JSON into a message file' },
  explain: { usage: 'explain CODE', summary: 'explain a code that check prints' },
  lsp: { usage: 'lsp --stdio', summary: 'run the language server, for editors' },
  schema: { usage: 'schema', summary: 'print a JSON Schema of message files, for editors' },
} as const satisfies Readonly<Record<string, CommandEntry>>;

export type CommandName = keyof typeof commands;

/** Commands of the language's contract that this version does not have. They are not in `--help`. */
export const laterCommands: readonly string[] = ['preview', 'extract'];
