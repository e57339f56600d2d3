/**
 * The files of templates/, typed from the beginning to the end: at each prefix that ends where a key, a name, a helper or
 * a word of a closed list begins (or behind its first letter), that word is offered. A slice; TORTURE=whole takes all.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Expression, Statement } from '../../grammar/ast.ts';
import { parseCall } from '../../grammar/call.ts';
import { parseCondition, parseLoop } from '../../grammar/condition.ts';
import { parseTemplate, walkExpression, walkExpressions } from '../../grammar/index.ts';
import { complete } from '../../lsp/service/complete.ts';
import { keysOf, type PathPart } from '../../lsp/service/find-node.ts';
import { placeAt, valuesIn } from '../../lsp/service/place.ts';
import { textKind } from '../../lsp/service/text-kind.ts';
import { createWorkspace } from '../../lsp/service/workspace.ts';
import { createSource } from '../../src/source/create-source.ts';
import type { YamlNode, YamlScalar } from '../../src/yaml/nodes.ts';
import { parseYaml } from '../../src/yaml/parse-yaml.ts';
import { numbers, pick, whole } from './random.ts';

interface Token {
  readonly word: string;
  /** Offset in the file. */
  readonly at: number;
  readonly what: 'key' | 'value' | 'name' | 'argument' | 'block' | 'closing' | 'fragment';
}

const files = readdirSync('templates').filter((f) => f.endsWith('.msg.yaml'));
const counts = new Map<string, number>();

describe.each(files)('%s', (name) => {
  it('offers what is typed next', () => {
    const text = readFileSync(join('templates', name), 'utf8');
    const tokens = tokensOf(name, text);
    for (const token of whole ? tokens : pick(tokens, 25, numbers(text.length))) {
      for (const typed of [0, 1]) {
        const offset = token.at + typed;
        expect(
          labelsAt(text.slice(0, offset), name),
          `${name}: ${token.what} ${token.word} at ${token.at}`,
        ).toContain(token.word);
        counts.set(token.what, (counts.get(token.what) ?? 0) + 1);
      }
    }
  });
});

afterAll(() => {
  const all = [...counts.values()].reduce((a, b) => a + b, 0);
  console.log(
    `${all} prefixes offered the next word: ${[...counts].map(([k, n]) => `${k} ${n}`).join(', ')}`,
  );
});

function labelsAt(prefix: string, name: string): string[] {
  const workspace = createWorkspace('/nowhere');
  const { uri, file } = workspace.open(`untitled:${name}`, 1, prefix);
  return complete(workspace, uri, file.positionAt(prefix.length))?.offers.map((o) => o.label) ?? [];
}

/** Names that the author chose: nothing can offer them. */
const own = new Set(['messages', 'fragments', 'imports', 'params', 'variants', 'properties', 'unchecked']);

function tokensOf(name: string, text: string): Token[] {
  const tokens: Token[] = [];
  const { root } = parseYaml(createSource(name, text)).document;
  const seen = new Set<YamlNode>();
  const visit = (node: YamlNode, path: readonly PathPart[]): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'scalar') tokens.push(...inScalar(node, path, text));
    if (node.kind === 'seq') {
      for (const [index, item] of node.items.entries())
        visit(item, [...path, { kind: 'item', seq: node, index }]);
    }
    if (node.kind !== 'map') return;
    for (const entry of node.entries) {
      const last = keysOf(path).at(-1) ?? '';
      const isData = keysOf(path).includes('data');
      if (!own.has(last) || (isData && last !== 'data'))
        tokens.push({ word: entry.key.value, at: entry.key.range.start, what: 'key' });
      visit(entry.value, [...path, { kind: 'entry', map: node, entry }]);
    }
  };
  if (root) visit(root, []);
  // a quote begins before the word
  return tokens.filter((t) => text.startsWith(t.word, t.at));
}

function inScalar(scalar: YamlScalar, path: readonly PathPart[], text: string): Token[] {
  const { value } = scalar;
  const at = (offset: number) => scalar.map.range(offset, offset + 1).start;
  switch (textKind(path)) {
    case 'template':
      return [...inTemplate(value, at), ...closedValue(scalar, path)];
    case 'condition':
      return inExpressions((visit) => visitAll(parseCondition(value).value, visit), value, at, false);
    case 'loop':
      return inExpressions((visit) => visitAll(parseLoop(value).value?.list, visit), value, at, false);
    case 'call': {
      const call = parseCall(value).value;
      if (!call || call.from) return [];
      const names: Token[] = call.args.map((p) => ({
        word: `${p.key}=`,
        at: at(p.keySpan.start),
        what: 'argument',
      }));
      const values = call.args.flatMap((p) =>
        inExpressions((visit) => visitAll(p.value, visit), value, at, false),
      );
      return [{ word: call.name, at: at(call.nameSpan.start), what: 'fragment' }, ...names, ...values];
    }
    default:
      return text === '' ? [] : closedValue(scalar, path);
  }
}

function visitAll(expression: Expression | undefined, visit: (e: Expression) => void): void {
  if (expression) walkExpression(expression, visit);
}

/** A word of a closed list. */
function closedValue(scalar: YamlScalar, path: readonly PathPart[]): Token[] {
  const isListed = valuesIn(placeAt(path)).some((v) => v.value === scalar.value);
  return isListed && scalar.style === 'plain'
    ? [{ word: scalar.value, at: scalar.range.start, what: 'value' }]
    : [];
}

function inTemplate(value: string, at: (offset: number) => number): Token[] {
  const { program } = parseTemplate(value);
  const tokens = inExpressions((visit) => walkExpressions(program, visit), value, at, true);
  const visit = (s: Statement): void => {
    if (s.type === 'BlockStatement') {
      // `else if` is another one
      if (value.slice(s.openSpan.start, s.path.span.start).includes('#')) {
        tokens.push({ word: s.path.original, at: at(s.path.span.start), what: 'block' });
      }
      if (s.closeSpan) {
        const start = value.indexOf(s.path.original, s.closeSpan.start);
        tokens.push({ word: s.path.original, at: at(start), what: 'closing' });
      }
      s.program.body.forEach(visit);
      s.inverse?.body.forEach(visit);
    } else if (s.type === 'MustacheStatement') {
      for (const { key, keySpan } of s.hash.pairs)
        tokens.push({ word: `${key}=`, at: at(keySpan.start), what: 'argument' });
    }
  };
  program.body.forEach(visit);
  return tokens;
}

/** Paths part by part; helpers, where `calls` says that a name alone may be one. */
function inExpressions(
  walk: (visit: (e: Expression) => void) => void,
  value: string,
  at: (offset: number) => number,
  calls: boolean,
): Token[] {
  const tokens: Token[] = [];
  walk((e) => {
    if (e.type !== 'PathExpression' || e.data || e.original === 'this') return;
    for (const [i, span] of e.partSpans.entries()) {
      const part = e.parts[i]!;
      const written = value.slice(span.start, span.end);
      // operators of conditions stand for helpers; `x.0` is an index; blocks are looked at by themselves
      if (
        written !== part ||
        /^\d/.test(part) ||
        /[#/]\s*$/.test(value.slice(0, span.start)) ||
        part === 'else'
      )
        continue;
      if (!calls && ['not', 'and', 'or', 'in'].includes(part)) continue;
      tokens.push({ word: part, at: at(span.start), what: 'name' });
    }
  });
  return tokens;
}
