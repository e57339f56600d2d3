/** The service's results in the protocol's form. */
import type { CodeAction, Diagnostic, Hover, MarkupContent, TextEdit } from 'vscode-languageserver/node';
import { CodeActionKind } from 'vscode-languageserver/node';
import type { TextEdit as OffsetEdit } from '../src/diagnostics/diagnostic.ts';
import type { SourceFile } from '../src/source/source.ts';
import type { ClientSupport } from './capabilities.ts';
import type { Action } from './service/code-actions.ts';
import type { Hover as Words } from './service/hover.ts';
import type { Document } from './service/workspace.ts';

export function toHover(file: SourceFile, { markdown, range }: Words, support: ClientSupport): Hover {
  return { contents: markup(markdown, support.hoverMarkdown), range: file.rangeOf(range) };
}

/** `reported`: the client's own copies of the diagnostics, which an action names as its reason. */
export function toCodeAction(
  { uri, file }: Document,
  { title, edits, found, preferred }: Action,
  reported: readonly Diagnostic[],
  support: ClientSupport,
): CodeAction {
  const { line, character } = file.rangeOf(found.range).start;
  const own = reported.filter(
    ({ code, range: { start } }) =>
      code === found.code && start.line === line && start.character === character,
  );
  return {
    title,
    kind: CodeActionKind.QuickFix,
    ...(own.length > 0 && { diagnostics: own }),
    ...(preferred && support.preferred && { isPreferred: true }),
    edit: { changes: { [uri]: toTextEdits(file, edits) } },
  };
}

export function toTextEdits(file: SourceFile, edits: readonly OffsetEdit[]): TextEdit[] {
  return edits.map(({ range, newText }) => ({ range: file.rangeOf(range), newText }));
}

export function markup(value: string, markdown: boolean): MarkupContent {
  return markdown
    ? { kind: 'markdown', value }
    : { kind: 'plaintext', value: value.replaceAll('`', '').replace(/\n\n---\n\n/g, '\n\n') };
}
