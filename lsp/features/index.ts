import { codeActions } from './code-actions.ts';
import { executeCommand } from './commands.ts';
import { completion } from './completion.ts';
import { definition } from './definition.ts';
import { diagnostics } from './diagnostics.ts';
import type { Feature } from './feature.ts';
import { folding } from './folding.ts';
import { formatting } from './formatting.ts';
import { highlights } from './highlights.ts';
import { hover } from './hover.ts';
import { inlayHints } from './inlay-hints.ts';
import { lenses } from './lenses.ts';
import { linkedEditing } from './linked-editing.ts';
import { links } from './links.ts';
import { references } from './references.ts';
import { rename } from './rename.ts';
import { selection } from './selection.ts';
import { semanticTokens } from './semantic-tokens.ts';
import { signatureHelp } from './signature-help.ts';
import { symbols } from './symbols.ts';
import { workspaceSymbols } from './workspace-symbols.ts';

/** A new feature: a file beside this one, and a line here. */
export const features: readonly Feature[] = [
  codeActions,
  completion,
  definition,
  diagnostics,
  folding,
  formatting,
  highlights,
  executeCommand,
  hover,
  inlayHints,
  lenses,
  linkedEditing,
  links,
  references,
  rename,
  selection,
  semanticTokens,
  signatureHelp,
  symbols,
  workspaceSymbols,
];
