import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source.ts';
import type { LibraryError } from './compose-document.ts';
import { composeWithRecovery } from './compose-with-recovery.ts';
import { type Alias, type Anchor, type Anchors, convertTree } from './convert-tree.ts';
import { explainError } from './explain-error.ts';
import { findComments } from './find-comments.ts';
import { findSplitTexts } from './find-split-texts.ts';
import { findTooDeep } from './find-too-deep.ts';
import { MAX_TRAPS } from './limits.ts';
import { moveRange } from './move-node.ts';
import type { YamlComment, YamlNode } from './nodes.ts';
import { scanTraps } from './traps/scan-traps.ts';
import { TrapReport } from './traps/trap-report.ts';

/** What one part of a file holds. All places are in the file. */
export interface ParsedPart {
  readonly root: YamlNode | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly comments: readonly YamlComment[];
  readonly anchors: ReadonlyMap<string, Anchor>;
  /** Nodes of `root` that belong to parts before it. */
  readonly aliases: ReadonlyMap<YamlNode, Alias>;
  /** Nodes that all its aliases stand for. */
  readonly expanded: number;
  /** Names that were looked up among the aliases of the whole file, and whether they are there. */
  readonly asked: ReadonlyMap<string, boolean>;
}

export interface PartInput {
  readonly file: SourceFile;
  /** The part's text, each lone CR replaced by LF. */
  readonly text: string;
  /** Where it begins in the file. */
  readonly base: number;
  /** The value of its key stands in the parts behind it. */
  readonly goesOn: boolean;
  /** Levels of the file's tree above its root. */
  readonly depth: number;
  /** Those of the parts before it; its own are added. */
  readonly anchors: Anchors;
  readonly hasAlias: (name: string) => boolean;
}

/** Reads lines of YAML 1.2 that are a document by themselves. */
export function parsePart({ depth, anchors, ...part }: PartInput): ParsedPart {
  const asked = new Map<string, boolean>();
  const { file, text, base } = part;
  const hasAlias = (name: string) => {
    const answer = part.hasAlias(name);
    asked.set(name, answer);
    return answer;
  };
  const report = new TrapReport({ ...part, hasAlias });
  const traps = scanTraps(report);
  const repaired = traps.repaired();
  const deep = traps.tooDeep ? -1 : findTooDeep(repaired);
  if (deep >= 0) traps.giveUpOnDepth(deep);
  if (traps.tooDeep) {
    const { diagnostics } = traps;
    const none = { anchors: new Map(), aliases: new Map(), expanded: 0 };
    return { root: null, diagnostics, comments: [], ...none, asked };
  }
  const before = anchors.expanded;
  const composed = composeWithRecovery(repaired);
  const { root, diagnostics, contents, ...links } = convertTree({
    file,
    text: composed.text,
    base,
    depth,
    contents: composed.document?.contents ?? null,
    repairs: traps.scalars,
    anchors,
  });
  diagnostics.push(...traps.diagnostics, ...translate(file, base, composed.errors, traps.diagnostics));
  if (text.includes('->') || text.includes('{')) findSplitTexts(file, root, diagnostics);
  diagnostics.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const comments = findComments(text.slice(0, traps.end), contents).map((comment) => ({
    ...comment,
    range: moveRange(comment.range, base),
  }));
  return { root, diagnostics, comments, ...links, expanded: anchors.expanded - before, asked };
}

/** The library's errors in our words: one a line, none where the scan for traps has already said why. */
function translate(
  file: SourceFile,
  base: number,
  errors: readonly LibraryError[],
  found: readonly Diagnostic[],
): Diagnostic[] {
  if (errors.length === 0) return [];
  const told = new Set(found.flatMap(({ range }) => [lineOf(file, range.start), lineOf(file, range.end)]));
  const unclosed = found.some(
    ({ code }) => code === 'yaml/unclosed-bracket' || code === 'yaml/unclosed-quote',
  );
  const result: Diagnostic[] = [];
  for (const error of errors) {
    if (unclosed && /Flow .* in block collection|Expected flow|to end with a/.test(error.message)) continue;
    const start = Math.min(error.start + base, file.text.length);
    const line = lineOf(file, start);
    if (told.has(line)) continue;
    if (result.length >= MAX_TRAPS) break;
    told.add(line);
    const end = Math.min(Math.max(error.end + base, start), file.text.length);
    result.push(diagnostic('yaml/syntax', file, { start, end }, { problem: explainError(error) }));
  }
  return result;
}

function lineOf(file: SourceFile, offset: number): number {
  return file.positionAt(offset).line;
}
