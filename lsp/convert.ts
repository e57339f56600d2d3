/** The service's results in the protocol's form. */
import type { CodeAction, Diagnostic, Hover, MarkupContent, TextEdit } from 'vscode-languageserver/node';
import type { TextEdit as OffsetEdit } from '../src/diagnostics/diagnostic.ts';
import type { PositionRange, SourceFile } from '../src/source/source.ts';
import type { ClientSupport } from './capabilities.ts';
import type { Action } from './service/actions/action.ts';
import { editsOf } from './service/code-actions.ts';
import type { Hover as Words } from './service/hover.ts';
import type { Document } from './service/workspace.ts';

export function toHover(file: SourceFile, { markdown, range }: Words, support: ClientSupport): Hover {
  return { contents: markup(markdown, support.hoverMarkdown), range: file.rangeOf(range) };
}

/**
 * `reported`: the client's own copies of the diagnostics, which an action names as its reason. `data` goes with an
 * action whose edits a client asks for later.
 */
export function toCodeAction(
  { uri, file }: Document,
  action: Action,
  reported: readonly Diagnostic[],
  support: ClientSupport,
  data?: ActionData,
): CodeAction {
  const { title, kind, found, preferred } = action;
  const at = found && file.rangeOf(found.range).start;
  const own = reported.filter(
    ({ code, range: { start } }) =>
      code === found?.code && start.line === at?.line && start.character === at.character,
  );
  return {
    title,
    kind,
    ...(own.length > 0 && { diagnostics: own }),
    ...(preferred && support.preferred && { isPreferred: true }),
    ...(data ? { data } : { edit: { changes: { [uri]: toTextEdits(file, editsOf(action)) } } }),
  };
}

/** Which action of which version of a document; `range` is the selection. */
export interface ActionData {
  readonly uri: string;
  readonly version: number;
  readonly kind: string;
  readonly title: string;
  readonly range: PositionRange;
}

export function toTextEdits(file: SourceFile, edits: readonly OffsetEdit[]): TextEdit[] {
  return edits.map(({ range, newText }) => ({ range: file.rangeOf(range), newText }));
}

export function markup(value: string, markdown: boolean): MarkupContent {
  return markdown
    ? { kind: 'markdown', value }
    : { kind: 'plaintext', value: value.replaceAll('`', '').replace(/\n\n---\n\n/g, '\n\n') };
}
