/** Loads a command's code when it is called. */
import type { Command } from 'commander';
import type { CommandName } from './commands.ts';
import type { Context } from './context.ts';

type Build = (context: Context) => Command;

export function loadCommand(name: CommandName): Promise<Build> {
  return loaders[name]();
}

const loaders: Readonly<Record<CommandName, () => Promise<Build>>> = {
  init: async () => (await import('./commands/init.ts')).initCommand,
  check: async () => (await import('./commands/check.ts')).checkCommand,
  render: async () => (await import('./commands/render.ts')).renderCommand,
  compile: async () => (await import('./commands/compile.ts')).compileCommand,
  fmt: async () => (await import('./commands/fmt.ts')).fmtCommand,
  test: async () => (await import('./commands/test.ts')).testCommand,
  send: async () => (await import('./commands/send.ts')).sendCommand,
  status: async () => (await import('./commands/status.ts')).statusCommand,
  reconcile: async () => (await import('./commands/reconcile.ts')).reconcileCommand,
  worker: async () => (await import('./commands/worker.ts')).workerCommand,
  emulator: async () => (await import('./commands/emulator.ts')).emulatorCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  lsp: async () => (await import('./commands/lsp.ts')).lspCommand,
  schema: async () => (await import('./commands/schema.ts')).schemaCommand,
};
