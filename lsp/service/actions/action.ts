/** What a code action is, and what those who offer them have to work with. */
import type { Diagnostic, TextEdit } from '../../../src/diagnostics/diagnostic.ts';
import type { Range, SourceFile } from '../../../src/source/source.ts';
import type { YamlNode } from '../../../src/yaml/nodes.ts';
import type { Found } from '../find-node.ts';
import type { Reading } from '../reading.ts';
import type { Document, Workspace } from '../workspace.ts';

export const actionKinds = [
  'quickfix',
  'refactor.extract',
  'refactor.inline',
  'refactor.rewrite',
  'source.fixAll.sendspec',
  'source.sortKeys.sendspec',
] as const;
export type ActionKind = (typeof actionKinds)[number];

export interface Action {
  readonly title: string;
  readonly kind: ActionKind;
  /** Of the document. A function where they cost an analysis: a client that can wait asks for them when they are wanted. */
  readonly edits: readonly TextEdit[] | (() => readonly TextEdit[]);
  /** The finding that it mends or silences. */
  readonly found?: Diagnostic;
  /** The only mend of its finding. */
  readonly preferred?: boolean;
}

export interface ActionContext {
  readonly workspace: Workspace;
  readonly document: Document;
  readonly file: SourceFile;
  readonly text: string;
  readonly root: YamlNode | null;
  readonly reading: Reading;
  /** The selection. */
  readonly range: Range;
  /** The scalar at its beginning. */
  readonly found: Found | undefined;
}

/** What a mend that the YAML alone decides works with. */
export type YamlContext = Pick<ActionContext, 'file' | 'text' | 'root' | 'found'>;

/** One way to mend a finding; `edits` are of the document. */
export interface Mend {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}
