/** The canonical layout, as edits of whole lines; none where the file cannot be read. */
import { isSpec } from '../../src/bind/spec-files.ts';
import type { TextEdit } from '../../src/diagnostics/diagnostic.ts';
import { formatEdits } from '../../src/format/format-edits.ts';
import { formatText } from '../../src/format/format-text.ts';
import { sameMeaning } from '../../src/format/same-meaning.ts';
import { applyEdits } from '../../src/source/apply-edits.ts';
import { createSource } from '../../src/source/create-source.ts';
import { lineEdits } from '../../src/source/line-edits.ts';
import type { PositionRange, Range, SourceFile } from '../../src/source/source.ts';
import type { YamlEntry, YamlNode } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';
import { beginsLine, columnOf, moved } from './actions/source-text.ts';
import type { Workspace } from './workspace.ts';

export function format(workspace: Workspace, uri: string): TextEdit[] {
  const document = workspace.get(uri);
  return document ? formatEdits(document.file) : [];
}

/**
 * The parts of a file (a message, a fragment, a param, a top-level key) that a selection touches, each as a whole and in
 * its place: the others, and the order of all, stay as they are.
 */
export function formatRange(workspace: Workspace, uri: string, range: PositionRange): TextEdit[] {
  const document = workspace.get(uri);
  if (!document) return [];
  const { file } = document;
  const selected = { start: file.offsetAt(range.start), end: file.offsetAt(range.end) };
  if (file.text.slice(0, selected.start).trim() === '' && file.text.slice(selected.end).trim() === '')
    return formatEdits(file);
  const { root } = workspace.reading(document);
  const formatted = formatText(file);
  if (!('text' in formatted) || formatted.text === file.text) return [];
  const after = parseYaml(createSource(file.path, formatted.text)).document;
  const edits = [...partsOf(root)].flatMap(([path, part]) => {
    const made = partsOf(after.root).get(path);
    const touched = part.range.start <= selected.end && selected.start <= part.range.end;
    return touched && made ? replacement(file, part, formatted.text, made) : [];
  });
  const result = applyEdits(file.text, edits);
  const reread = parseYaml(createSource(file.path, result));
  const isSafe =
    !reread.diagnostics.some((d) => d.severity === 'error') && sameMeaning(root, reread.document.root);
  return isSafe ? lineEdits(file.text, result) : [];
}

/** By path, `messages.hello`; names that stand twice are no key of it (the file has an error then). */
function partsOf(root: YamlNode | null): ReadonlyMap<string, YamlEntry> {
  const parts = new Map<string, YamlEntry>();
  if (root?.kind !== 'map' || root.flow) return parts;
  const spec = isSpec(root);
  for (const entry of root.entries) {
    const { value, key } = entry;
    const inner =
      spec && named.has(key.value) && value.kind === 'map' && !value.flow ? value.entries : undefined;
    if (!inner) parts.set(JSON.stringify([key.value]), entry);
    else for (const part of inner) parts.set(JSON.stringify([key.value, part.key.value]), part);
  }
  return parts;
}

const named = new Set(['messages', 'fragments', 'params', 'imports']);

/** The part as it is formatted, in the column where it stands. */
function replacement(file: SourceFile, part: YamlEntry, text: string, made: YamlEntry): TextEdit[] {
  if (!beginsLine(file.text, part.range.start)) return [];
  const newText = moved(text, upToComment(text, made.range), columnOf(file.text, part.range.start));
  return [{ range: upToComment(file.text, part.range), newText }];
}

/** With the comment behind its end. */
function upToComment(text: string, { start, end }: Range): Range {
  const [comment = ''] = /^[ \t]*(?:#[^\r\n]*)?/.exec(text.slice(end)) ?? [];
  return { start, end: end + comment.length };
}
