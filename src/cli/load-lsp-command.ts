/** Stands in the place of load-command.ts in the bundle of the language server: what it loads at start is half as much. */
import type { loadCommand as loadAny } from './load-command.ts';

export const loadCommand: typeof loadAny = async () => (await import('./commands/lsp.ts')).lspCommand;
