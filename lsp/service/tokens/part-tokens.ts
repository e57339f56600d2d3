/** Tokens of one part of a file: a message, a fragment, a param, an example; or of a top-level key that has no parts. */
import { parseLoop, parseTemplate } from '../../../grammar/index.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../../../src/yaml/nodes.ts';
import { keysOf, type PathPart } from '../find-node.ts';
import { keysIn, placeAt, rootPlace, valuesIn } from '../place.ts';
import { textKind } from '../text-kind.ts';
import { knownWords } from './known-words.ts';
import { type LineKind, lineTokens } from './line-tokens.ts';
import { callTokens, conditionTokens, loopTokens, type Names, programTokens } from './template-tokens.ts';
import type { Token, TokenType } from './token.ts';

/** `path` ends with the part's own entry. Absolute offsets, in no order. */
export function partTokens(text: string, path: readonly PathPart[], names: Names): Token[] {
  const last = path.at(-1);
  if (last?.kind !== 'entry') return [];
  const tokens: Token[] = [];
  const within = last.entry.range;
  visitEntry(text, path, last.map, last.entry, names, (t) => {
    // what an alias repeats stands elsewhere, and is coloured there
    if (t.start < within.start || t.start >= within.end) return;
    // a text's last line break is no part of the entry
    tokens.push(t.end <= within.end ? t : { ...t, end: within.end });
  });
  return tokens;
}

type Emit = (token: Token) => void;

function visitEntry(
  text: string,
  path: readonly PathPart[],
  map: YamlMap,
  { key, value }: YamlEntry,
  names: Names,
  emit: Emit,
): void {
  if (key.range.end > key.range.start) emit(keyToken(path, map, key));
  if (value.range.start >= key.range.end) visitValue(text, path, value, names, emit);
}

function visitValue(text: string, path: readonly PathPart[], node: YamlNode, names: Names, emit: Emit): void {
  if (node.kind === 'scalar') {
    for (const token of scalarTokens(text, path, node, names)) emit(token);
    return;
  }
  if (node.kind === 'seq') {
    for (const [index, item] of node.items.entries()) {
      if (item.range.start < node.range.start || item.range.end > node.range.end) continue;
      visitValue(text, [...path, { kind: 'item', seq: node, index }], item, names, emit);
    }
    return;
  }
  const each = node.entries.find((e) => e.key.value === 'each')?.value;
  const loop = each?.kind === 'scalar' ? parseLoop(each.value).value : undefined;
  const inner = loop
    ? { ...names, locals: new Set([...names.locals, ...loop.names.map((n) => n.name)]) }
    : names;
  for (const entry of node.entries) {
    const own = entry.value === each ? names : inner;
    visitEntry(text, [...path, { kind: 'entry', map: node, entry }], node, entry, own, emit);
  }
}

// ---------- keys ----------

const controls = new Set(['each', 'when', 'otherwise', 'use', 'tap', 'key', 'unchecked', 'variants']);
const sections: Readonly<Record<string, TokenType | undefined>> = {
  __proto__: null as never,
  messages: 'class',
  fragments: 'function',
  params: 'parameter',
  imports: 'namespace',
};

function keyToken(path: readonly PathPart[], map: YamlMap, key: YamlScalar): Token {
  const { start, end } = key.range;
  const keys = keysOf(path);
  const [top] = keys;
  if (path.length === 1) return { start, end, type: 'keyword' };
  const named = path.length === 2 && path[1]!.kind === 'entry' ? sections[top ?? ''] : undefined;
  if (named) return { start, end, type: named, modifiers: ['declaration'] };
  if (top === 'fragments' && keys[2] === 'params' && keys.length === 4)
    return { start, end, type: 'parameter', modifiers: ['declaration'] };
  if (keys.at(-2) === 'variants') return { start, end, type: 'class', modifiers: ['declaration'] };
  if (controls.has(key.value)) return { start, end, type: 'keyword' };
  const deprecated = knownWords().deprecatedKeys.has(key.value) && isDeprecated(path, map, key.value);
  return { start, end, type: 'property', ...(deprecated && { modifiers: ['deprecated'] }) };
}

function isDeprecated(path: readonly PathPart[], map: YamlMap, name: string): boolean {
  const outer = path.slice(0, -1);
  const place = outer.length === 0 ? rootPlace(path[0]) : placeAt(outer);
  const info = keysIn(place, map, name).find((k) => k.name === name);
  return info?.deprecated === true || info?.hidden === true;
}

// ---------- values ----------

function scalarTokens(
  text: string,
  path: readonly PathPart[],
  node: YamlScalar,
  names: Names,
): readonly Token[] {
  const { range, value, style, core } = node;
  const all = (type: TokenType): Token[] => [{ ...range, type }];
  if (range.end === range.start) return [];
  if (style === 'plain' && typeof core === 'number') return all('number');
  if (style === 'plain' && typeof core !== 'string') return all('keyword');
  switch (textKind(path)) {
    case 'type':
      return all(isTypeWord(path) ? 'type' : 'string');
    case 'path':
    case 'data':
      return all('string');
    case 'condition':
      return mapped(node, conditionTokens(value, names));
    case 'loop':
      return mapped(node, loopTokens(value, names));
    case 'call':
      return mapped(node, callTokens(value, names));
    default:
  }
  const known = enumValue(path, value);
  if (known)
    return [{ ...range, type: 'enumMember', ...(known.deprecated && { modifiers: ['deprecated'] }) }];
  const line = lineKind(path);
  const read = line && lineTokens(value, line, names);
  return [
    ...blockHeader(text, node),
    ...mapped(node, read ?? programTokens(value, parseTemplate(value).program, names)),
  ];
}

/** `|-`, `>`. */
function blockHeader(text: string, { range: { start }, style }: YamlScalar): Token[] {
  if (style !== 'literal' && style !== 'folded') return [];
  const [sign = ''] = /^[|>][-+\d]*/.exec(text.slice(start, start + 'x-2'.length)) ?? [];
  return sign === '' ? [] : [{ start, end: start + sign.length, type: 'operator' }];
}

function mapped({ map }: YamlScalar, tokens: readonly Token[]): Token[] {
  return tokens.map((t) => ({ ...t, ...map.range(t.start, t.end) }));
}

/** Where a type stands as a word: `name: string(9)`, `type: string`, `items: url`. */
function isTypeWord(path: readonly PathPart[]): boolean {
  const keys = keysOf(path);
  const last = keys.at(-1);
  return path.at(-1)?.kind === 'entry' && (last === 'type' || last === 'items' || isName(keys));
}

function isName(keys: readonly string[]): boolean {
  const outer = keys.at(-2);
  return outer === 'params' || outer === 'properties';
}

function enumValue(path: readonly PathPart[], value: string) {
  if (!/^[a-z][a-z_]*$/i.test(value) || !knownWords().values.has(value)) return undefined;
  return valuesIn(placeAt(path)).find((v) => v.value === value);
}

/** What kind of shorthand may stand here. */
function lineKind(path: readonly PathPart[]): LineKind | undefined {
  const keys = keysOf(path);
  if (keys.includes('unchecked')) return undefined;
  const last = path.at(-1);
  const key = keys.at(-1);
  const list = key === 'tap' ? keys.at(-2) : key;
  if (key === 'default_action' && last?.kind === 'entry') return 'link';
  if (key !== 'tap' && last?.kind !== 'item') return undefined;
  return list === 'buttons' ? 'button' : list === 'quick_replies' ? 'reply' : undefined;
}
