/** Formatting keeps the meaning, the comments and itself: for files as they are, broken ones, and generated ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatText } from '../../src/format/format-text.ts';
import { sameMeaning } from '../../src/format/same-meaning.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { YamlNode } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';
import { broken, generated } from './arbitrary-file.ts';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 1_000);

const files = ['templates', 'test/testdata/features'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.msg\.ya?ml$/.test(name))
    .map((name) => ({ name: join(folder, name), text: readFileSync(join(folder, name), 'utf8') })),
);

const real = fc.constantFrom(...files.map((f) => f.text));

let formatted = 0;

/** The oracle reads both texts with the compiler's own reader, and the comments line by line. */
function holds(text: string): void {
  const file = createSource('any.msg.yaml', text);
  const before = parseYaml(file);
  const result = formatText(file);
  if (!('text' in result)) {
    expect(result.diagnostics.length).toBeGreaterThan(0);
    return;
  }
  formatted++;
  const after = parseYaml(createSource('any.msg.yaml', result.text));
  expect(sameMeaning(before.document.root, after.document.root)).toBe(true);
  expect(after.diagnostics.filter((d) => d.severity === 'error' && d.code !== 'yaml/empty')).toEqual([]);
  expect(comments(after.document)).toEqual(comments(before.document));
  const covered = coverage(result.text);
  for (const [comment, places] of coverage(text.replace(/\r\n?/g, '\n'))) {
    expect([...(covered.get(comment) ?? [])]).toEqual(expect.arrayContaining([...places]));
  }
  expect(formatText(createSource('any.msg.yaml', result.text))).toEqual({ text: result.text });
  expect(/^\ufeff?$/.test(result.text) || /\n$/.test(result.text)).toBe(true);
  expect(/\r(?!\n)/.test(result.text)).toBe(false);
}

/**
 * What a comment that silences findings covers is still covered. The lines are those of src/check/ignores.ts: its own
 * where something stands before it, else the next that is neither empty nor a comment.
 */
function coverage(text: string): Map<string, Set<string>> {
  const file = createSource('any.msg.yaml', text);
  const { document } = parseYaml(file);
  const found = new Map<string, Set<string>>();
  const lines = text.split('\n');
  for (const { text: words, range } of document.comments) {
    if (!words.includes('sendspec-ignore')) continue;
    let { line } = file.positionAt(range.start);
    if (lines[line]!.slice(0, file.positionAt(range.start).character).trim() === '') {
      while (line < lines.length && /^\s*(#|$)/.test(lines[line]!)) line++;
    }
    const covered = new Set<string>();
    const visit = (node: YamlNode | null, path: string): void => {
      if (node?.kind === 'map') {
        for (const { key, value } of node.entries) {
          if (file.positionAt(key.range.start).line === line) covered.add(`${path}.${key.value}`);
          visit(value, `${path}.${key.value}`);
        }
      } else if (node?.kind === 'seq') {
        node.items.forEach((item, i) => void visit(item, `${path}[${i}]`));
      }
    };
    visit(document.root, '');
    found.set(words.trim(), covered);
  }
  return found;
}

/** Each comment that silences is another one. */
function numbered(text: string): string {
  let n = 0;
  return text.replace(/it is so/g, () => `it is so ${++n}`);
}

function comments(document: { comments: readonly { text: string }[] }): string[] {
  return document.comments.map((c) => c.text.trimEnd()).sort();
}

describe('keeps what a file means, its comments, and what it has formatted', () => {
  it.each(files)('$name', ({ text }) => {
    expect('text' in formatText(createSource('a.msg.yaml', text))).toBe(true);
    holds(text);
    holds(text.replace(/\r?\n/g, '\r\n'));
    holds(`\ufeff${text}`);
  });

  it('of generated files', () => {
    const from = formatted;
    fc.assert(
      fc.property(generated, (text) => holds(numbered(text))),
      { numRuns: runs },
    );
    // Almost all of them are without errors: the property is about those.
    expect(formatted - from).toBeGreaterThan(runs / 2);
  });

  it('of files with places overwritten', () => {
    const from = formatted;
    fc.assert(
      fc.property(broken(fc.oneof(real, generated)), (text) => holds(numbered(text))),
      { numRuns: runs / 4 },
    );
    expect(formatted - from).toBeGreaterThan(runs / 40);
  });
});
