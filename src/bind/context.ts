/** What the parts of bind share while one spec file is bound. */
import type { SyntaxProblem } from '../../grammar/ast.ts';
import type { Code } from '../diagnostics/catalog.ts';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.ts';
import type { RuleContext } from '../send-api/schema.ts';
import type { Range, SourceFile } from '../source/source.ts';
import type { YamlEntry, YamlNode, YamlScalar } from '../yaml/nodes.ts';
import type { OwnHelpers, Params, Place, Scalar, Scope } from './model.ts';
import type { SpecFiles } from './spec-files.ts';
import type { Work } from './spend.ts';

/** All that reading a type needs. */
export interface Reporting {
  readonly report: (d: Diagnostic) => void;
  /** The project's own helpers. */
  readonly helpers?: OwnHelpers;
}

export interface BindContext extends Reporting {
  /** Gathers `FILE#NAME` of the fragments, and `FILE#ALIAS.` of the imports, that something uses. */
  readonly entered?: Set<string>;
  readonly files: SpecFiles;
  readonly rules: RuleContext;
  /** Of the file whose messages are bound, for what it imports as well. */
  readonly language: string;
  /** What was bound for this file up to now: see spend.ts. */
  readonly work: Work;
}

/** Where a YAML node comes from: its file, and the scope in which its texts are read. */
export interface Source {
  readonly file: SourceFile;
  readonly scope: Scope;
  /** Fragments that are being bound, outermost first: a name that comes again is a cycle. */
  readonly using: readonly { readonly id: string; readonly place: Place }[];
}

/** A mapping's entry with its source: entries of a fragment stand beside those that override them. */
export interface SourcedEntry {
  readonly entry: YamlEntry;
  readonly source: Source;
}

export function place(file: SourceFile, range: Range): Place {
  return { file, range };
}

/** UTF-16 units of one text or condition: ten times what any text of the Send API may have. */
const longestText = 20_000;

/** Reports a text that is too long to be read: its parsing could take minutes. */
export function isTooLong(ctx: BindContext, file: SourceFile, node: YamlScalar): boolean {
  if (node.value.length <= longestText) return false;
  ctx.report(
    diagnostic(
      'spec/long-text',
      file,
      { start: node.range.start, end: Math.min(node.range.end, node.range.start + 1) },
      { length: node.value.length, max: longestText },
    ),
  );
  return true;
}

export function scalarText(file: SourceFile, node: YamlScalar): Scalar {
  return { file, range: node.range, value: node.value, map: node.map };
}

/** Puts a grammar's finding into the file. */
export function reportProblems(ctx: Reporting, text: Scalar, problems: readonly SyntaxProblem[]): void {
  // one broken text can break in thousands of places: the first ones tell
  for (const problem of problems.slice(0, 50)) {
    ctx.report(
      diagnostic(
        problem.code as Code,
        text.file,
        text.map.range(problem.span.start, problem.span.end),
        problem.params as never,
        {
          ...(problem.related && {
            related: problem.related.map((r) => ({
              file: text.file,
              range: text.map.range(r.span.start, r.span.end),
              message: r.message,
            })),
          }),
          ...(problem.fixes && {
            fixes: problem.fixes.map((f) => ({
              ...f,
              edits: f.edits.map((e) => ({
                range: text.map.range(e.span.start, e.span.end),
                newText: e.newText,
              })),
            })),
          }),
        },
      ),
    );
  }
}

/** The params that names in this scope are read from (of the nearest fragment or file). */
export function paramsOf(scope: Scope): Params {
  return scope.kind === 'loop' ? paramsOf(scope.outer) : scope.params;
}

/** `a list`, `a mapping`, `a text`, for messages. */
export function kindOf(node: YamlNode): string {
  if (node.kind === 'map') return 'a mapping';
  if (node.kind === 'seq') return 'a list';
  return node.core === null ? 'nothing' : 'a text';
}

export function isNull(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.core === null;
}

export function entryOf(node: YamlNode | undefined, key: string) {
  return node?.kind === 'map' ? node.entries.find((e) => e.key.value === key) : undefined;
}
