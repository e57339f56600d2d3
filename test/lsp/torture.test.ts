/**
 * Every prefix of every file in templates/, as a document that somebody is typing: no feature throws anywhere in it, and
 * what it says lies where it says. A slice, by a seed (TORTURE_SEED); TORTURE=whole takes all. Formatting has tests of its own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { codeActions } from '../../lsp/service/code-actions.ts';
import { complete } from '../../lsp/service/complete.ts';
import { definition } from '../../lsp/service/definition.ts';
import { diagnose } from '../../lsp/service/diagnostics.ts';
import { foldingRanges } from '../../lsp/service/folding.ts';
import { highlights, linkedRanges } from '../../lsp/service/highlights.ts';
import { hover } from '../../lsp/service/hover.ts';
import { inlayHints } from '../../lsp/service/inlay-hints.ts';
import { formatOnType } from '../../lsp/service/on-type.ts';
import type { SelectionRange } from '../../lsp/service/protocol.ts';
import { prepareRename } from '../../lsp/service/rename/rename.ts';
import { selectionRanges } from '../../lsp/service/selection.ts';
import { signatureHelp } from '../../lsp/service/signature-help.ts';
import { documentSymbols, flatSymbols } from '../../lsp/service/symbols.ts';
import { createWorkspace } from '../../lsp/service/workspace.ts';
import type { Position } from '../../src/source/source.ts';
import { numbers, pick, whole } from './random.ts';

const counts = { prefixes: 0, cursors: 0 };
afterAll(() => {
  console.log(
    `${counts.prefixes} prefixes as documents, ${counts.cursors} cursors for all that is asked about a place`,
  );
});

const files = readdirSync('templates').filter((f) => f.endsWith('.msg.yaml'));

describe.each(files)('%s', (name) => {
  const text = readFileSync(join('templates', name), 'utf8');
  const random = numbers(text.length);
  const offsets = Array.from({ length: text.length + 1 }, (_, i) => i);

  it('as any of its prefixes', () => {
    const workspace = createWorkspace('/nowhere');
    for (const end of whole ? offsets : pick(offsets, 8, random)) {
      const prefix = text.slice(0, end);
      const document = workspace.open(`untitled:${name}`, end, prefix);
      for (const { range } of diagnose(workspace, document, { related: true, tags: true })) {
        expect(before(range.start, range.end), prefix).toBe(true);
      }
      every(workspace, document.uri, document.file.positionAt(end));
      counts.prefixes++;
      const all = { start: { line: 0, character: 0 }, end: document.file.positionAt(end) };
      const hints = inlayHints(workspace, document.uri, all).map((h) => document.file.offsetAt(h.position));
      expect(hints).toEqual([...new Set(hints)].sort((a, b) => a - b));
      documentSymbols(workspace, document.uri).forEach(checkSymbol);
      navigate(workspace, document.uri, document.file.positionAt(end));
      expect(flatSymbols(workspace, document.uri).every((s) => s.name.trim() !== '')).toBe(true);
      for (const fold of foldingRanges(workspace, document.uri)) {
        expect(fold.endLine).toBeGreaterThan(fold.startLine);
      }
    }
  });

  it('names, at every offset of some', () => {
    const workspace = createWorkspace('/nowhere');
    const { uri, file } = workspace.open(`untitled:${name}`, 1, text);
    const some = whole || text.length < 1200 ? offsets : pick(offsets, 150, random);
    for (const offset of some) navigate(workspace, uri, file.positionAt(offset));
  });

  it('with the cursor anywhere', () => {
    const workspace = createWorkspace('/nowhere');
    const { uri, file } = workspace.open(`untitled:${name}`, 1, text);
    for (const offset of whole ? offsets : pick(offsets, 25, random))
      every(workspace, uri, file.positionAt(offset));
  });
});

function every(workspace: ReturnType<typeof createWorkspace>, uri: string, position: Position): void {
  const { file } = workspace.get(uri)!;
  const offset = file.offsetAt(position);
  const found = complete(workspace, uri, position);
  if (found) {
    expect(found.range.end).toBe(offset);
    expect(found.range.start).toBeLessThanOrEqual(offset);
    // what is replaced stands on the cursor's line: clients refuse anything else
    expect(file.positionAt(found.range.start).line).toBe(position.line);
    const labels = found.offers.map((o) => `${o.kind} ${o.label}`);
    expect(new Set(labels).size, labels.join()).toBe(labels.length);
  }
  const words = hover(workspace, uri, position);
  if (words) {
    expect(words.range.start).toBeLessThanOrEqual(offset);
    expect(words.range.end).toBeGreaterThanOrEqual(offset);
  }
  const signature = signatureHelp(workspace, uri, position);
  if (signature?.active !== undefined) expect(signature.parameters[signature.active]).toBeDefined();
  for (const part of signature?.parameters ?? [])
    expect(signature!.label.slice(part.start, part.end)).not.toBe('');
  counts.cursors++;
  navigate(workspace, uri, position);
  codeActions(workspace, uri, { start: position, end: position });
  formatOnType(workspace, uri, position, '\n');
}

function navigate(workspace: ReturnType<typeof createWorkspace>, uri: string, position: Position): void {
  const { file } = workspace.get(uri)!;
  const place = definition(workspace, uri, position);
  const marked = highlights(workspace, uri, position);
  for (const { range } of marked) expect(before(range.start, range.end)).toBe(true);
  const last = marked.at(-1);
  if (last) expect(highlights(workspace, uri, last.range.start)).toEqual(marked);
  if (place?.uri === uri && marked.length > 0 && place.range.end.character > 0)
    expect(marked.map((m) => m.range)).toContainEqual(place.range);
  const prepared = prepareRename(workspace, uri, position);
  if (!('refused' in prepared)) expect(marked.length).toBeGreaterThan(0);
  else expect(prepared.refused).toMatch(/^[\p{Lu}"].*[.…]$/u);
  checkSelection(selectionRanges(workspace, uri, [position])[0]!, position);
  const linked = linkedRanges(workspace, uri, position).map(({ start, end }) =>
    file.text.slice(file.offsetAt(start), file.offsetAt(end)),
  );
  expect(new Set(linked).size).toBeLessThanOrEqual(1);
}

function checkSelection(selection: SelectionRange, position: Position): void {
  const { range, parent } = selection;
  expect(before(range.start, position) && before(position, range.end)).toBe(true);
  if (!parent) return;
  // the protocol: each is inside of its parent
  expect(before(parent.range.start, range.start) && before(range.end, parent.range.end)).toBe(true);
  expect(parent.range).not.toEqual(range);
  checkSelection(parent, position);
}

function checkSymbol(symbol: ReturnType<typeof documentSymbols>[number]): void {
  expect(symbol.name.trim()).not.toBe('');
  // the protocol: the selection lies inside the range
  expect(before(symbol.range.start, symbol.selectionRange.start)).toBe(true);
  expect(before(symbol.selectionRange.end, symbol.range.end)).toBe(true);
  symbol.children?.forEach(checkSymbol);
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}
