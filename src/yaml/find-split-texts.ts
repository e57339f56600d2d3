import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Range, SourceFile } from '../source/source.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar, YamlSeq } from './nodes.ts';
import { quoteScalar } from './quote.ts';

export interface SplitText {
  /** From the first part to the end of the part with the arrow. */
  readonly range: Range;
  readonly parts: readonly string[];
  readonly fix: Fix;
}

/**
 * Items of a list in brackets that may be one shorthand line cut at its commas: plain texts without an arrow
 * that are followed by one with an arrow, as in `[Yes, please -> YES, No -> NO]`. Where each item needs an
 * arrow (buttons) all of them are mistakes; in `quick_replies` an item without one is legal.
 */
export function splitTexts(file: SourceFile, seq: YamlSeq): SplitText[] {
  const found: SplitText[] = [];
  if (!seq.flow) return found;
  let parts: YamlScalar[] = [];
  for (const item of seq.items) {
    if (item.kind !== 'scalar' || item.style !== 'plain' || item.value === '') {
      parts = [];
      continue;
    }
    parts.push(item);
    if (!item.value.includes('->')) continue;
    if (parts.length > 1) found.push(joined(file, parts));
    parts = [];
  }
  return found;
}

function joined(file: SourceFile, parts: readonly YamlScalar[]): SplitText {
  const range = { start: parts[0]!.range.start, end: parts[parts.length - 1]!.range.end };
  const newText = quoteScalar(file.text.slice(range.start, range.end));
  const fix = { title: 'Make it one item in quotes', edits: [{ range, newText }] };
  return { range, parts: parts.map((part) => part.value), fix };
}

/** `{ text: Hello, how are you }`: a key without a colon, behind a text without quotes: reported as that. */
export function isCutText(file: SourceFile, { key, value }: YamlEntry): boolean {
  if (key.style !== 'plain' || value.kind !== 'scalar' || value.range.end !== key.range.end) return false;
  let at = key.range.start - 1;
  const back = () => {
    while (/\s/.test(file.text[at] ?? 'x')) at--;
  };
  back();
  if (file.text[at] !== ',') return false;
  at--;
  back();
  return !/["'\]},:{]/.test(file.text[at] ?? ',');
}

/** A text in a mapping in braces that its commas have cut: keys without a colon behind a plain value. */
function findCutTexts(file: SourceFile, { entries }: YamlMap, diagnostics: Diagnostic[]): void {
  for (let i = 1; i < entries.length; i++) {
    const before = entries[i - 1]!.value;
    if (!isCutText(file, entries[i]!) || before.kind !== 'scalar') continue;
    const first = entries[i]!.key;
    while (i + 1 < entries.length && isCutText(file, entries[i + 1]!)) i++;
    const range = { start: before.range.start, end: entries[i]!.key.range.end };
    const newText = quoteScalar(file.text.slice(range.start, range.end));
    // a word alone may be a key that is not written to its end
    const choice = /^[A-Za-z_]+$/.test(first.value);
    const fixes: Fix[] = [
      { title: 'Put the text in quotes', edits: [{ range, newText }], ...(choice && { choice }) },
    ];
    const params = { text: before.value, rest: first.value };
    diagnostics.push(diagnostic('yaml/comma-in-value', file, range, params, { fixes }));
  }
}

/**
 * Warns where the writing itself tells that a text was cut: a part in capitals goes on in small letters. All
 * others are left to those who know what the list is for (`splitTexts`).
 */
export function findSplitTexts(file: SourceFile, root: YamlNode | null, diagnostics: Diagnostic[]): void {
  if (root === null) return;
  const seen = new Set<YamlNode>();
  const pending: YamlNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'scalar' || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'map') {
      if (node.flow) findCutTexts(file, node, diagnostics);
      for (const entry of node.entries) pending.push(entry.value);
      continue;
    }
    pending.push(...node.items);
    for (const { range, parts, fix } of splitTexts(file, node)) {
      if (!/^\p{Lu}/u.test(parts[0]!) || !parts.slice(1).every((part) => /^\p{Ll}/u.test(part))) continue;
      diagnostics.push(
        diagnostic(
          'yaml/comma-in-item',
          file,
          range,
          { parts: [...parts], items: node.items.length },
          { fixes: [fix] },
        ),
      );
    }
  }
}
