/**
 * Offers that are taken, in templates/: on empty lines at any indentation, behind dashes, where a word or a value was
 * deleted, in expressions that are begun. With the snippet's places as they are, the file's YAML is as sound as before, and
 * what was written is known to the compiler. A slice, by a seed (TORTURE_SEED); TORTURE=whole takes more.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TextEdit } from 'vscode-languageserver/node';
import { supportOf } from '../../lsp/capabilities.ts';
import { toCompletionList } from '../../lsp/convert-completion.ts';
import { complete } from '../../lsp/service/complete.ts';
import { plainText } from '../../lsp/service/print-snippet.ts';
import { createWorkspace } from '../../lsp/service/workspace.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { numbers, pick, whole } from './random.ts';

const adjusts = { snippetSupport: true, insertTextModeSupport: { valueSet: [1 as const] } };
const support = supportOf({ textDocument: { completion: { completionItem: adjusts } } });

interface Place {
  readonly text: string;
  readonly at: number;
}

const files = readdirSync('templates').filter((f) => f.endsWith('.msg.yaml'));

describe.each(files)('%s', (name) => {
  const text = readFileSync(join('templates', name), 'utf8');
  const random = numbers(text.length);
  const some = (places: readonly Place[]) => (whole ? places : pick(places, 8, random));

  it.each([
    ['on an empty line', emptyLines(text)],
    ['behind a dash', emptyLines(text, '- ')],
    ['where a word was deleted', words(text)],
    ['where a value was deleted', values(text)],
    ['in an expression', expressions(text)],
  ])('%s', (_, places) => {
    for (const place of some(places)) take(name, place, random);
  });
});

/** Below each line, as deep as it and a step more or less. */
function emptyLines(text: string, head = ''): Place[] {
  // a line of JSON needs commas around it, which its author writes
  if (/^\{/m.test(text)) return [];
  return [...text.matchAll(/^( *)[^\s#].*\n/gm)].flatMap(({ 0: line, 1: blanks, index }) =>
    [-2, 0, 2, 4].flatMap((step) => {
      const indent = blanks!.length + step;
      if (indent < 0) return [];
      const start = index + line.length;
      const put = ' '.repeat(indent) + head;
      return [{ text: `${text.slice(0, start)}${put}\n${text.slice(start)}`, at: start + put.length }];
    }),
  );
}

function words(text: string): Place[] {
  return [...text.matchAll(/(?<![#\w].*)[\p{L}_][\p{L}\p{N}_-]*/gu)].flatMap(({ 0: word, index }) =>
    [0, 1].map((typed) => ({
      text: text.slice(0, index + typed) + text.slice(index + word.length),
      at: index + typed,
    })),
  );
}

function values(text: string): Place[] {
  return [...text.matchAll(/^( *(?:- )?\w+: )(.+)$/gm)].map(({ 0: line, 1: key, index }) => ({
    text: text.slice(0, index + key!.length) + text.slice(index + line.length),
    at: index + key!.length,
  }));
}

function expressions(text: string): Place[] {
  return [...text.matchAll(/^ *(?:- )?(?:text|title|subtitle): .*?(?=["']?$)/gm)].flatMap((m) =>
    ['{{', '{{#if ', '{{upper ', '{{default '].map((begun) => {
      const end = m.index + m[0].length;
      return { text: `${text.slice(0, end)}${begun}}}${text.slice(end)}`, at: end + begun.length };
    }),
  );
}

function take(name: string, { text, at }: Place, random: () => number): void {
  const workspace = createWorkspace('templates');
  const document = workspace.open(`untitled:${name}`, 1, text);
  const { file, uri } = document;
  const found = complete(workspace, uri, file.positionAt(at));
  if (!found) return;
  const before = wrongYaml(workspace.analysis(document).diagnostics);
  // a key that is written anew keeps the value that it had, which may be none of its own
  const renames = /^[^\n]*\S/.test(text.slice(at)) && found.offers.some((o) => o.kind === 'key');
  for (const item of pick(toCompletionList(file, found, 1, support).items, 3, random)) {
    const { range, newText } = item.textEdit as TextEdit;
    const from = file.offsetAt(range.start);
    const written = item.insertTextFormat === 2 ? plainText(newText) : newText;
    const taken = text.slice(0, from) + written + text.slice(file.offsetAt(range.end));
    const { diagnostics } = workspace.tryText(document, taken);
    const words = `${item.label} at ${at}:\n${taken}\n${diagnostics.map((d) => d.message).join('\n')}`;
    expect(wrongYaml(diagnostics).length, words).toBeLessThanOrEqual(before.length);
    if (!renames) expect(unknownIn(diagnostics, from, from + written.length), words).toEqual([]);
  }
}

function wrongYaml(found: readonly Diagnostic[]): readonly Diagnostic[] {
  return found.filter(({ code }) => code.startsWith('yaml/'));
}

/** Keys and values; names are the author's. */
function unknownIn(found: readonly Diagnostic[], start: number, end: number): string[] {
  return found
    .filter(({ code }) => /^(?:spec\/unknown-key|send-api\/unknown-(?:field|value))$/.test(code))
    .filter(({ range }) => range.start < end && range.end > start)
    .map((d) => d.message);
}
